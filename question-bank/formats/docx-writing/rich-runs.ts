import type { Attachment } from '../../attachment.ts'
import { parseRichText } from '../../rich-text/parse-rich-text.ts'
import type { Inline } from '../../rich-text/rich-text.ts'
import { escapeXml } from '../package/escape-xml.ts'
import { canBePrinted, relationOf } from './docx-package.ts'
import { imageSize } from './image-size.ts'
import { ommlOf } from './omml.ts'
import { type ParagraphLook, paragraph, type RunLook, table, textRun } from './word-xml.ts'

const pixelEmu = 9_525
const widestPixels = 560
const tallestPixels = 420

/** Writes rich texts as Word's own runs and remembers which pictures they show. */
export type RichWriter = {
  /** One line of runs; what were paragraphs become lines, and tables are left out. */
  runs(source: string, look?: RunLook): string
  /** Tables inside a text cannot stand in a line; they follow it. */
  tablesOf(source: string): string
  /** Paragraphs and tables in their order, with the lead before the first words. */
  blocks(source: string, lead: string, look?: ParagraphLook): string
  readonly pictures: readonly Attachment[]
}

export function createRichWriter(attachments: readonly Attachment[]): RichWriter {
  const byDigest = new Map(attachments.map((attachment) => [attachment.digest, attachment]))
  const pictures: Attachment[] = []

  function write(inlines: readonly Inline[], look: RunLook): string {
    return inlines.map((inline) => writeOne(inline, look)).join('')
  }

  function writeOne(inline: Inline, look: RunLook): string {
    if (inline.kind === 'text') return textRun(inline.text, look)
    if (inline.kind === 'code') return textRun(inline.text, { ...look, isCode: true })
    if (inline.kind === 'break') return textRun('\n', look)
    if (inline.kind === 'formula') return ommlOf(inline.tex) ?? textRun(`$${inline.tex}$`, look)
    if (inline.kind === 'attachment') return picture(inline.digest, inline.alt) ?? textRun(`[${inline.alt || 'hình'}]`, look)
    if (inline.kind === 'sub' || inline.kind === 'super') return write(inline.inside, { ...look, place: inline.kind })
    return write(inline.inside, { ...look, [inline.kind]: true })
  }

  function picture(digest: string, alt: string): string | undefined {
    const attachment = byDigest.get(digest)
    if (!attachment || !canBePrinted(attachment)) return undefined
    let index = pictures.indexOf(attachment)
    if (index < 0) index = pictures.push(attachment) - 1
    return drawing(attachment, relationOf(index), index + 1, alt)
  }

  /** A table of few rows stays on one page. */
  const tableOf = (rows: readonly (readonly Inline[])[][]) =>
    ruledTable(
      rows.map((cells, row) => cells.map((cell) => paragraph(write(cell, {}), { staysWithNext: rows.length <= 12 && row < rows.length - 1 }))),
    )

  return {
    runs(source, look = {}) {
      const lines = parseRichText(source).flatMap((block) => (block.kind === 'paragraph' ? [write(block.inside, look)] : []))
      return lines.join(textRun('\n', look))
    },
    tablesOf: (source) =>
      parseRichText(source)
        .flatMap((block) => (block.kind === 'table' ? [tableOf(block.rows)] : []))
        .join(''),
    blocks(source, lead, look = {}) {
      const blocks = parseRichText(source)
      const { hangingTwips: _hanging, spaceBefore: _space, ...later } = look
      const [first] = blocks
      const head = paragraph(lead + (first?.kind === 'paragraph' ? write(first.inside, {}) : ''), look)
      const others = first?.kind === 'paragraph' ? blocks.slice(1) : blocks
      return head + others.map((block) => (block.kind === 'table' ? tableOf(block.rows) : paragraph(write(block.inside, {}), later))).join('')
    },
    pictures,
  }
}

function ruledTable(rows: string[][]): string {
  const columns = Math.max(1, ...rows.map((cells) => cells.length))
  const width = Math.floor(9_000 / columns)
  const filled = rows.map((cells) => Array.from({ length: columns }, (_, column) => cells[column] ?? ''))
  return table(filled, new Array<number>(columns).fill(width), { isRuled: true }) + paragraph('')
}

function drawing(attachment: Attachment, relation: string, id: number, alt: string): string {
  const { width, height } = imageSize(attachment) ?? { width: 320, height: 240 }
  const scale = Math.min(1, widestPixels / Math.max(1, width), tallestPixels / Math.max(1, height))
  const extent = `cx="${Math.max(1, Math.round(width * scale)) * pixelEmu}" cy="${Math.max(1, Math.round(height * scale)) * pixelEmu}"`
  const named = `id="${id}" name="Hình ${id}" descr="${escapeXml(alt)}"`
  const shown = `<pic:pic><pic:nvPicPr><pic:cNvPr ${named}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="${relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>`
  return `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent ${extent}/><wp:docPr ${named}/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">${shown}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
}
