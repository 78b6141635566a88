import { strToU8, zipSync } from 'fflate'
import type { Attachment } from '../../attachment.ts'
import { escapeXml } from '../package/escape-xml.ts'

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006'
const namespaces = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  `xmlns:r="${office}/relationships"`,
  `xmlns:m="${office}/math"`,
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"',
].join(' ')
const styles = `${declaration}<w:styles ${namespaces}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="Times New Roman"/><w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="40" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>`

const extensions: Readonly<Record<string, string>> = { 'image/png': 'png', 'image/jpeg': 'jpeg', 'image/gif': 'gif' }

export function canBePrinted({ mediaType }: Attachment): boolean {
  return mediaType in extensions
}

/** The name by which the document's body speaks of a picture. */
export function relationOf(picture: number): string {
  return `rIdPicture${picture}`
}

/** An A4 document of Word from the XML of its body. The foot tells page and pages, behind the words given. */
export function docxPackage(body: string, pictures: readonly Attachment[], { footer }: { footer: string }): Uint8Array {
  const section =
    '<w:sectPr><w:footerReference w:type="default" r:id="rIdFooter"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1021" w:right="1021" w:bottom="1021" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
  const field = (name: string) => `<w:fldSimple w:instr=" ${name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>`
  const foot = `<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">${escapeXml(footer)} – Trang </w:t></w:r>${field('PAGE')}<w:r><w:t>/</w:t></w:r>${field('NUMPAGES')}</w:p>`
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/relationships/${type}" Target="${target}"/>`
  const relations = (inside: string) =>
    `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inside}</Relationships>`
  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
  const types = [
    ...['png', 'jpeg', 'gif'].map((extension) => `<Default Extension="${extension}" ContentType="image/${extension}"/>`),
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    `<Override PartName="/word/document.xml" ContentType="${word}.document.main+xml"/>`,
    `<Override PartName="/word/styles.xml" ContentType="${word}.styles+xml"/>`,
    `<Override PartName="/word/footer1.xml" ContentType="${word}.footer+xml"/>`,
  ]
  const media = pictures.map(({ mediaType }, index) => `media/picture${index}.${extensions[mediaType]}`)
  const parts: Record<string, Uint8Array> = {
    '[Content_Types].xml': strToU8(
      `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${types.join('')}</Types>`,
    ),
    '_rels/.rels': strToU8(relations(relation('rId1', 'officeDocument', 'word/document.xml'))),
    'word/document.xml': strToU8(`${declaration}<w:document ${namespaces}><w:body>${body}${section}</w:body></w:document>`),
    'word/styles.xml': strToU8(styles),
    'word/footer1.xml': strToU8(`${declaration}<w:ftr ${namespaces}>${foot}</w:ftr>`),
    'word/_rels/document.xml.rels': strToU8(
      relations(
        relation('rIdStyles', 'styles', 'styles.xml') +
          relation('rIdFooter', 'footer', 'footer1.xml') +
          media.map((target, index) => relation(relationOf(index), 'image', target)).join(''),
      ),
    ),
  }
  media.forEach((target, index) => {
    parts[`word/${target}`] = (pictures[index] as Attachment).bytes
  })
  // a fixed date: the same questions make the same bytes
  return zipSync(parts, { mtime: new Date(Date.UTC(2000, 0, 1)) })
}
