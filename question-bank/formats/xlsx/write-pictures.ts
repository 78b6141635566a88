import type { Attachment } from '../../attachment.ts'
import { escapeXml } from '../package/escape-xml.ts'
import { relationsXml } from './workbook-xml.ts'

/** A picture on a cell; row and column count from 0. */
export type PlacedPicture = { attachment: Attachment; alt: string; row: number; column: number }

const drawingNamespace = 'http://schemas.openxmlformats.org/drawingml/2006'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
/** In the sheet's own small unit: about four by three centimetres. */
const size = { cx: 1_440_000, cy: 1_080_000 }

/** The drawing layer of the sheet, with each picture stored once. */
export function drawingParts(pictures: readonly PlacedPicture[]): { parts: Record<string, string | Uint8Array>; contentTypes: string } {
  if (pictures.length === 0) return { parts: {}, contentTypes: '' }
  const stored = [...new Map(pictures.map(({ attachment }) => [attachment.digest, attachment])).values()]
  const idOf = new Map(stored.map(({ digest }, index) => [digest, `rId${index + 1}`]))
  const extensionOf = ({ mediaType }: Attachment) => mediaType.slice('image/'.length)
  const anchors = pictures.map(
    ({ attachment, alt, row, column }, index) =>
      `<xdr:oneCellAnchor><xdr:from><xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="${size.cx}" cy="${size.cy}"/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="${index + 1}" name="Picture ${index + 1}" descr="${escapeXml(alt)}"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="${idOf.get(attachment.digest) ?? ''}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${size.cx}" cy="${size.cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>`,
  )
  const xml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<xdr:wsDr xmlns:xdr="${drawingNamespace}/spreadsheetDrawing" xmlns:a="${drawingNamespace}/main" xmlns:r="${relations}">${anchors.join('')}</xdr:wsDr>`
  const extensions = [...new Set(stored.map(extensionOf))]
  return {
    parts: {
      'xl/worksheets/_rels/sheet1.xml.rels': relationsXml([{ id: 'rId1', type: 'drawing', target: '../drawings/drawing1.xml' }]),
      'xl/drawings/drawing1.xml': xml,
      'xl/drawings/_rels/drawing1.xml.rels': relationsXml(
        stored.map((attachment, index) => ({
          id: `rId${index + 1}`,
          type: 'image',
          target: `../media/image${index + 1}.${extensionOf(attachment)}`,
        })),
      ),
      ...Object.fromEntries(stored.map((attachment, index) => [`xl/media/image${index + 1}.${extensionOf(attachment)}`, attachment.bytes])),
    },
    contentTypes: `${extensions.map((extension) => `<Default Extension="${extension}" ContentType="image/${extension}"/>`).join('')}<Override PartName="/xl/drawings/drawing1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/>`,
  }
}
