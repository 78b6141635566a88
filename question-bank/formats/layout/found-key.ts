import type { Line } from './line.ts'
import type { SectionName } from './sections.ts'

/** `names` where a table says of each key which paper it is for. */
export type FoundKey = { number: number; answer: Line; statement?: number; names?: readonly SectionName[] }
