import type { ImportedFile, ImportedItem } from '../../imported-item.ts'
import type { Progress, SourceFile } from '../format.ts'
import { topicFromCategory } from '../moodle-xml/about-tags.ts'
import { Pictures } from '../moodle-xml/pictures.ts'
import { refuseTooMany } from '../refuse-too-many.ts'
import { decodeText } from '../text/decode-text.ts'
import { unescapeGift } from './gift-signs.ts'
import { readBlock } from './read-block.ts'
import { splitBlocks } from './split-blocks.ts'

/** Moodle's GIFT: questions parted by empty lines, their answers in braces. */
export function readGift({ bytes }: SourceFile, progress: Progress): ImportedFile {
  const pictures = new Pictures()
  const items: ImportedItem[] = []
  const blocks = splitBlocks(decodeText(bytes))
  let topic: string[] = []
  for (const [index, block] of blocks.entries()) {
    const category = /^\$CATEGORY:\s*(.*)$/.exec(block.text)?.[1]
    if (category !== undefined) topic = topicFromCategory(unescapeGift(category))
    else {
      items.push(readBlock(block, topic, pictures.ofAddress))
      refuseTooMany(items.length)
    }
    if (index % 500 === 0) progress(index, blocks.length)
  }
  return { items, attachments: pictures.attachments }
}
