import { findNewTags } from './find-tags.ts'
import { mountFrame } from './mount-frame.ts'

for (const tag of findNewTags(document)) mountFrame(tag)
