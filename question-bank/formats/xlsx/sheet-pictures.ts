import type { Attachment } from '../../attachment.ts'
import { makeAttachment } from '../../attachment.ts'
import { attachmentScheme } from '../../rich-text/rich-text.ts'
import { walkXml } from './pull-xml.ts'
import { relationsOf, type Workbook } from './workbook-parts.ts'

/** A picture that lies on a sheet, by the cell under its upper left corner. Without attachment: it cannot be read. */
export type SheetPicture = { row: number; column: number; attachment?: Attachment; alt: string }

/** Pictures of a sheet's drawing layer. */
export function picturesOf({ parts }: Workbook, sheetPath: string, drawing: string | undefined): SheetPicture[] {
  const path = drawing === undefined ? undefined : relationsOf(parts, sheetPath).get(drawing)?.target
  const part = path === undefined ? undefined : parts.get(path)
  if (!part || path === undefined) return []
  const relations = relationsOf(parts, path)
  const pictures: SheetPicture[] = []
  let [row, column, element, text] = [0, 0, '', '']
  let [isFrom, isInAnchor, hasShape] = [false, false, false]
  let [embedded, alt] = ['', '']
  walkXml(part, {
    open(name, attribute) {
      element = name
      text = ''
      if (/^(?:twoCellAnchor|oneCellAnchor|absoluteAnchor)$/.test(name)) {
        ;[row, column, embedded, alt, isInAnchor, hasShape] = [0, 0, '', '', true, false]
      } else if (name === 'from') isFrom = true
      else if (name === 'cNvPr') alt = attribute('descr') ?? ''
      else if (name === 'blip') embedded = attribute('embed') ?? attribute('link') ?? '?'
      else if (name === 'sp' || name === 'graphicFrame') hasShape = true
    },
    text(part) {
      text += part
    },
    close(name) {
      if (isFrom && name === 'row' && element === 'row') row = Number(text)
      else if (isFrom && name === 'col' && element === 'col') column = Number(text)
      else if (name === 'from') isFrom = false
      else if (/Anchor$/.test(name) && isInAnchor) {
        isInAnchor = false
        if (embedded === '' && !hasShape) return
        const bytes = embedded === '' ? undefined : parts.get(relations.get(embedded)?.target ?? '')
        const made = bytes ? makeAttachment(bytes) : 'unknown-type'
        pictures.push({ row: row + 1, column, alt: alt.normalize('NFC'), ...(typeof made === 'string' ? {} : { attachment: made }) })
      }
    },
  })
  return pictures
}

/** As a rich text. What programs put as a description by themselves says nothing. */
export function pictureText({ digest }: Attachment, alt: string): string {
  const said =
    /^(?:image|picture|hình|ảnh|img|screenshot)?[\s_-]*\d*(?:\.\w{3,4})?$/i.test(alt) || /\.(?:png|jpe?g|gif|bmp|webp)$/i.test(alt) ? '' : alt
  return `![${said.replace(/[\\\]]/g, '\\$&').replaceAll('\n', ' ')}](${attachmentScheme}${digest})`
}
