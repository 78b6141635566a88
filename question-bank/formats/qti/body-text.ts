import { type Reason, reason } from '../../reason.ts'
import { markOfElement } from '../../rich-text/html-marks.ts'
import type { Block, Inline, Mark } from '../../rich-text/rich-text.ts'
import { inlinesFromPlain } from '../../rich-text/typed-formulas.ts'
import { writeRichText } from '../../rich-text/write-rich-text.ts'
import { gapMark } from '../../types/cloze.ts'
import { mathmlToTex } from './mathml-to-tex.ts'
import { elementsIn, type QtiElement, type QtiNode, textIn, wordIn } from './qti-element.ts'

/** What texts of an item need to know of the world around them. */
export type BodySurroundings = {
  /** The digest of a picture or sound that the text shows; a reason where there is none. */
  attach(source: string): string | Reason
  doubt(why: Reason): void
  /** Which gap an element is; undefined: it is no gap, and no text either where it is an interaction. */
  gapOf(element: QtiElement): number | undefined
}

const blocks = new Set(
  'itemBody prompt p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre section article header footer figure figcaption rubricBlock contentBody templateBlock infoControl feedbackBlock'.split(
    ' ',
  ),
)
const silent = new Set(['script', 'style', 'stylesheet', 'catalogInfo', 'colgroup', 'col', 'feedbackInline', 'feedbackBlock'])
const isInteraction = (name: string) => name.endsWith('Interaction')
// marks of gaps are put in after the text was written, so that no text of the file can look like one
const [gapStart, gapEnd] = ['\ue000', '\ue001']

/** XHTML of an item as rich text: its looks as far as we know them, its words always. */
export function richTextOf(nodes: readonly QtiNode[], surroundings: BodySurroundings): string {
  const found: Block[] = []
  let line: Inline[] = []
  const finish = () => {
    const inside = tidied(line)
    if (inside.length > 0) found.push({ kind: 'paragraph', inside })
    line = []
  }
  const walk = (children: readonly QtiNode[]) => {
    for (const node of children) {
      if (typeof node === 'string' || !(blocks.has(node.name) || node.name === 'table' || holdsBlocks(node)))
        line.push(...inlineOf(node, surroundings))
      else if (node.name === 'table') {
        finish()
        found.push(tableOf(node, surroundings))
      } else if (!silent.has(node.name)) {
        finish()
        if (node.name === 'li') line.push({ kind: 'text', text: '- ' })
        walk(node.children)
        finish()
      }
    }
  }
  walk(nodes)
  finish()
  return writeRichText(found).replace(new RegExp(`${gapStart}(\\d+)${gapEnd}`, 'g'), (_mark, gap) => gapMark(Number(gap)))
}

/** A span or a link around paragraphs says nothing that a paragraph does not. */
function holdsBlocks(element: QtiElement): boolean {
  return !isInteraction(element.name) && element.name !== 'math' && elementsIn(element).some(({ name }) => blocks.has(name) || name === 'table')
}

function tableOf(table: QtiElement, surroundings: BodySurroundings): Block {
  const rows = [table, ...elementsIn(table).filter(({ name }) => /^t(?:head|body|foot)$/.test(name))].flatMap((part) => elementsIn(part, 'tr'))
  return {
    kind: 'table',
    rows: rows.map((row) =>
      elementsIn(row)
        .filter(({ name }) => name === 'td' || name === 'th')
        .map((cell) => tidied(cell.children.flatMap((child) => inlineOf(child, surroundings)))),
    ),
  }
}

function inlineOf(node: QtiNode, surroundings: BodySurroundings): Inline[] {
  if (typeof node === 'string') return inlinesFromPlain(node.replace(/[\ue000\ue001]/g, '').replace(/\s+/g, ' ')) satisfies Inline[]
  const { name, attributes } = node
  const gap = surroundings.gapOf(node)
  if (gap !== undefined) return [{ kind: 'text', text: `${gapStart}${gap}${gapEnd}` }]
  if (isInteraction(name) || silent.has(name)) return []
  if (name === 'br') return [{ kind: 'break' }]
  if (name === 'math') return mathOf(node, surroundings)
  const noted = attributes['data-hoithi-tex']
  if (noted !== undefined) return [{ kind: 'formula', tex: textIn(node).slice(2, -2), isDisplayed: noted === 'block' }]
  if (name === 'printedVariable') surroundings.doubt(reason('QTI_TEMPLATE'))
  if (name === 'code' || name === 'tt' || name === 'kbd') return [{ kind: 'code', text: textIn(node) }]
  const source = attributes.src ?? attributes.data
  if (source !== undefined) return attachmentOf(source, attributes.alt ?? attributes.title ?? wordIn(node), surroundings)
  const inside = node.children.flatMap((child, index) => {
    const apart = index > 0 && typeof child !== 'string' && blocks.has(child.name)
    return apart ? [{ kind: 'break' } as const, ...inlineOf(child, surroundings)] : inlineOf(child, surroundings)
  })
  return marksOf(node).reduce((within: Inline[], kind) => [{ kind, inside: within }], inside)
}

function marksOf({ name, attributes }: QtiElement): Mark[] {
  const looks = `${attributes.style ?? ''} ${attributes.class ?? ''}`
  const found: Mark[] = markOfElement[name] ? [markOfElement[name]] : []
  if (name === 'span' && /underline/.test(looks)) found.push('underline')
  if (name === 'span' && /font-weight:\s*(?:bold|[6-9]00)|qti-bold/.test(looks)) found.push('strong')
  if (name === 'span' && /font-style:\s*italic|qti-italic/.test(looks)) found.push('emphasis')
  return found
}

function mathOf(math: QtiElement, { doubt }: BodySurroundings): Inline[] {
  const tex = mathmlToTex(math)
  if (tex !== undefined) return [{ kind: 'formula', tex, isDisplayed: math.attributes.display === 'block' }]
  doubt(reason('QTI_FORMULA', wordIn(math).slice(0, 60)))
  return [{ kind: 'text', text: wordIn(math) }]
}

function attachmentOf(source: string, alt: string, { attach, doubt }: BodySurroundings): Inline[] {
  const digest = attach(source)
  if (typeof digest === 'string') return [{ kind: 'attachment', digest, alt: alt.replace(/\s+/g, ' ').trim() }]
  doubt(digest)
  return [{ kind: 'text', text: alt.trim() === '' ? `[${source.slice(0, 80)}]` : `[${alt}]` }]
}

/** No spaces at the ends of lines, and never two of them: how the file was indented says nothing. */
function tidied(line: readonly Inline[]): Inline[] {
  const tidy: Inline[] = []
  for (const inline of line) {
    const before = tidy.at(-1)
    if (inline.kind !== 'text') {
      if (inline.kind === 'break' && before?.kind === 'text') before.text = before.text.trimEnd()
      tidy.push(inline)
      continue
    }
    if (before?.kind === 'text') before.text = `${before.text}${inline.text}`.replace(/ {2,}/g, ' ')
    else tidy.push({ kind: 'text', text: before === undefined || before.kind === 'break' ? inline.text.trimStart() : inline.text })
  }
  return tidy.filter((inline, index) => !(inline.kind === 'text' && inline.text.trim() === '' && (index === 0 || index === tidy.length - 1)))
}
