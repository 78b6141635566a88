import { type Reason, reason } from '../../reason.ts'
import type { Inline } from '../../rich-text/rich-text.ts'
import type { Span } from '../layout/line.ts'
import { fromLegacy, legacyEncodingOfFont } from '../text/legacy-vietnamese.ts'
import { formulaOf } from './formulas.ts'
import { type LookRules, lookOf, lookRulesOf, overlay, toggled } from './looks.ts'
import { child, type OfficeElement, settingOf } from './office-xml.ts'
import type { Pictures } from './pictures.ts'
import type { Styles } from './styles.ts'
import { symbolOf } from './symbols.ts'

/** What a paragraph holds, in the order of reading; text boxes are read where they are anchored. */
export type Piece = { kind: 'span'; span: Span } | { kind: 'break' } | { kind: 'box'; content: OfficeElement }

type Context = { styles: Styles; pictures: Pictures; paragraph: LookRules }

/** What is deleted or moved away under track changes is in nobody's text any more; the rest of these say nothing to a reader. */
const passedOver = new Set([
  'w:del',
  'w:moveFrom',
  'w:pPr',
  'w:rPr',
  'w:sdtPr',
  'w:sdtEndPr',
  'w:instrText',
  'w:delText',
  'w:delInstrText',
  'w:fldData',
  'w:ruby',
  'w:customXmlPr',
  'w:smartTagPr',
])

export function readPieces(paragraph: OfficeElement, context: Context): Piece[] {
  const pieces: Piece[] = []
  const fields: ('code' | 'result')[] = []
  readInside(paragraph, pieces, fields, context)
  return pieces
}

function readInside(parent: OfficeElement, pieces: Piece[], fields: ('code' | 'result')[], context: Context): void {
  for (const element of parent.children) {
    if (passedOver.has(element.name)) continue
    if (element.name === 'w:r') readRun(element, pieces, fields, context)
    else if (element.name === 'm:oMath' || element.name === 'm:oMathPara') pieces.push(spanOf(formulaOf(element)))
    else if (element.name === 'mc:AlternateContent') readAlternative(element, pieces, fields, context, readInside)
    else readInside(element, pieces, fields, context)
  }
}

type ReadInto = (parent: OfficeElement, pieces: Piece[], fields: ('code' | 'result')[], context: Context) => void

/** One branch only: the first that gives something. */
function readAlternative(element: OfficeElement, pieces: Piece[], fields: ('code' | 'result')[], context: Context, read: ReadInto): void {
  for (const branch of element.children) {
    const found: Piece[] = []
    read(branch, found, fields, context)
    const isWhole = found.length > 0 && !found.some((piece) => piece.kind === 'span' && piece.span.doubts)
    if (isWhole || (branch === element.children.at(-1) && found.length > 0)) {
      pieces.push(...found)
      return
    }
  }
}

function readRun(run: OfficeElement, pieces: Piece[], fields: ('code' | 'result')[], context: Context): void {
  const properties = child(run, 'w:rPr')
  const direct = lookRulesOf(properties)
  const rules = overlay(toggled(context.paragraph, context.styles.character(settingOf(properties, 'w:rStyle'))), direct)
  if (rules.hidden) return
  readRunParts(run, pieces, fields, { ...context, paragraph: rules })
}

function readRunParts(run: OfficeElement, pieces: Piece[], fields: ('code' | 'result')[], context: Context): void {
  const look = lookOf(context.paragraph)
  const legacy = context.paragraph.font === undefined ? undefined : legacyEncodingOfFont(context.paragraph.font)
  const say = (text: string) => pieces.push({ kind: 'span', span: { text: legacy ? fromLegacy(text, legacy) : text, look } })
  for (const part of run.children) {
    if (part.name === 'w:fldChar') {
      const kind = part.attributes['w:fldCharType']
      if (kind === 'begin') fields.push('code')
      else if (kind === 'separate' && fields.length > 0) fields[fields.length - 1] = 'result'
      else if (kind === 'end') fields.pop()
    } else if (fields.includes('code') || passedOver.has(part.name)) continue
    else if (part.name === 'w:t') say(part.text)
    else if (part.name === 'w:tab' || part.name === 'w:ptab') say('\t')
    else if (part.name === 'w:br' || part.name === 'w:cr') pieces.push({ kind: 'break' })
    else if (part.name === 'w:noBreakHyphen') say('-')
    // the place of "ư" in the fonts of TCVN3
    else if (part.name === 'w:softHyphen' && legacy?.encoding === 'tcvn3') say('\u00ad')
    else if (part.name === 'w:sym') say(symbolOf(part.attributes['w:font'] ?? '', part.attributes['w:char'] ?? ''))
    else if (part.name === 'w:drawing' || part.name === 'w:pict' || part.name === 'w:object') readDrawing(part, pieces, context)
    else if (part.name === 'mc:AlternateContent') readAlternative(part, pieces, fields, context, readRunParts)
    else if (part.name === 'm:oMath') pieces.push(spanOf(formulaOf(part)))
  }
}

function readDrawing(drawing: OfficeElement, pieces: Piece[], { pictures }: Context): void {
  const before = pieces.length
  walkDrawing(drawing, pieces, pictures, pictures.wordsFor(drawing))
  if (pieces.length > before || isDecoration(drawing)) return
  pieces.push(
    spanOf({ inline: { kind: 'text', text: '[hình]' }, doubts: [reason(drawing.name === 'w:object' ? 'OBJECT_NOT_READ' : 'DRAWING_NOT_READ')] }),
  )
}

function walkDrawing(parent: OfficeElement, pieces: Piece[], pictures: Pictures, words: string): void {
  for (const element of parent.children) {
    if (element.name === 'w:txbxContent') pieces.push({ kind: 'box', content: element })
    else if (element.name === 'a:blip') pieces.push(spanOf(pictures.read(element.attributes['r:embed'], words)))
    else if (element.name === 'v:imagedata') pieces.push(spanOf(pictures.read(element.attributes['r:id'], element.attributes['o:title'] ?? '')))
    else if (element.name === 'mc:AlternateContent') {
      for (const branch of element.children) {
        const before = pieces.length
        walkDrawing(branch, pieces, pictures, words)
        if (pieces.length > before) break
      }
    } else walkDrawing(element, pieces, pictures, words)
  }
}

/** Lines and empty frames between parts of a page. */
function isDecoration(drawing: OfficeElement): boolean {
  const names = new Set<string>()
  const walk = (element: OfficeElement) => {
    names.add(element.name)
    for (const inside of element.children) walk(inside)
  }
  walk(drawing)
  if ([...names].some((name) => name.startsWith('c:') || name === 'o:OLEObject' || name.startsWith('dgm'))) return false
  return (
    names.has('v:line') || names.has('wps:cNvCnPr') || names.has('v:shapetype') || (names.has('wps:wsp') && !names.has('wps:txbx')) || names.size <= 2
  )
}

function spanOf({ inline, doubts }: { inline: Inline; doubts: readonly Reason[] }): Piece {
  return { kind: 'span', span: { text: '', look: {}, inline, ...(doubts.length > 0 ? { doubts } : {}) } }
}
