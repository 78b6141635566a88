import type { ImportedFile } from '../../imported-item.ts'
import { attachmentsIn } from '../../rich-text/plain-text.ts'
import type { Progress, SourceFile } from '../format.ts'
import { readLayout } from '../layout/read-layout.ts'
import { readNumbering } from './numbering.ts'
import { openDocument } from './open-document.ts'
import { gatherPictures } from './pictures.ts'
import { readBody } from './read-body.ts'
import { readStyles } from './styles.ts'

/** Questions as people type them in Word. */
export function readDocx({ bytes }: SourceFile, progress: Progress): ImportedFile {
  const document = openDocument(bytes)
  const styles = readStyles(document.styles)
  const pictures = gatherPictures(document.partOf)
  const blocks = readBody(document.body, { styles, numbering: readNumbering(document.numbering, styles), pictures })
  const items = readLayout(blocks, progress)
  const shown = new Set(items.flatMap((item) => (item.state === 'refused' ? [] : attachmentsIn(JSON.stringify(item.question)))))
  return { items, attachments: [...pictures.attachments.values()].filter(({ digest }) => shown.has(digest)) }
}
