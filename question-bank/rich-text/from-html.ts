import { markOfElement } from './html-marks.ts'
import { type HtmlToken, htmlTokens } from './html-tokens.ts'
import type { Block, Inline, Mark } from './rich-text.ts'
import { inlinesFromPlain } from './typed-formulas.ts'
import { writeRichText } from './write-rich-text.ts'

/** The digest of what an address shows; undefined when the file does not have it. */
export type PictureOf = (address: string) => string | undefined
/** Missing: addresses of pictures and sounds that nobody brought. Lost: parts that a rich text has no place for, by their tag. */
export type FromHtml = { text: string; missing: string[]; lost: string[] }

const blocks = new Set(
  'p div h1 h2 h3 h4 h5 h6 ul ol dl dt dd blockquote pre section article header footer figure figcaption center table caption hr'.split(' '),
)
const showsNothingElse = new Set(['iframe', 'object', 'embed', 'svg', 'canvas', 'applet'])
const empty = new Set(['br', 'img', 'hr', 'wbr', 'input', 'source', 'col', 'meta', 'link', 'embed', 'param'])
const deepest = 200

/** The text of a small piece of HTML as a rich text. Looks that a rich text does not know are dropped, words and pictures never. */
export function richTextFromHtml(html: string, pictureOf: PictureOf = () => undefined): FromHtml {
  const reader = new HtmlReader(pictureOf)
  for (const token of htmlTokens(html)) reader.take(token)
  return { text: writeRichText(reader.finish()), missing: reader.missing, lost: reader.lost }
}

type Open = { tag: string; marks: ReadonlySet<Mark>; number?: number }

class HtmlReader {
  readonly missing: string[] = []
  readonly lost: string[] = []
  readonly #pictureOf: PictureOf
  readonly #blocks: Block[] = []
  #line: Inline[] = []
  #open: Open[] = []
  #rows: Inline[][][] | undefined
  #tables = 0
  #marker: Inline | undefined
  #soundWords = ''
  #skipped: { tag: string; depth: number } | undefined

  constructor(pictureOf: PictureOf) {
    this.#pictureOf = pictureOf
  }

  take(token: HtmlToken): void {
    if (this.#skipped) this.#skip(token)
    else if (token.kind === 'text') this.#addText(token.text)
    else if (token.kind === 'close') this.#close(token.tag)
    else this.#start(token)
  }

  finish(): Block[] {
    this.#endTable()
    this.#endParagraph()
    return this.#blocks
  }

  /** The words inside a formula in another notation, or inside a drawing, are no text of the question. */
  #skip(token: HtmlToken): void {
    const skipped = this.#skipped as { tag: string; depth: number }
    if (token.kind === 'text' || token.tag !== skipped.tag) return
    if (token.kind === 'open' && !token.isEmpty) skipped.depth += 1
    if (token.kind === 'close') skipped.depth -= 1
    if (skipped.depth === 0) this.#skipped = undefined
  }

  #start({ tag, attributes, isEmpty }: Extract<HtmlToken, { kind: 'open' }>): void {
    if (tag === 'br') this.#current().push({ kind: 'break' })
    else if (tag === 'img') this.#addPicture(attributes.get('src') ?? '', attributes.get('alt') ?? '')
    else if (tag === 'source' || tag === 'audio' || tag === 'video') this.#startMedium(tag, attributes)
    else if (tag === 'math') this.#addMath(attributes.get('alttext'), attributes.get('display') === 'block')
    else if (showsNothingElse.has(tag)) this.lost.push(tag)
    else if (tag === 'table') this.#startTable()
    else if (tag === 'tr') this.#rows?.push([])
    else if (tag === 'td' || tag === 'th') this.#startCell()
    else if (blocks.has(tag)) this.#endParagraph()
    if ((tag === 'math' || showsNothingElse.has(tag)) && !isEmpty && !empty.has(tag)) this.#skipped = { tag, depth: 1 }
    else if (!isEmpty && !empty.has(tag) && this.#open.length < deepest)
      this.#open.push({ tag, marks: this.#marksFor(tag, attributes.get('style')), number: 0 })
    if (tag === 'li') this.#startListItem()
  }

  #close(tag: string): void {
    if (tag === 'br') this.#current().push({ kind: 'break' })
    else if (tag === 'table') this.#endTable()
    else if (tag === 'li') this.#endLine()
    else if (blocks.has(tag)) this.#endParagraph()
    const at = this.#open.findLastIndex((open) => open.tag === tag)
    if (at >= 0) this.#open.length = at
  }

  #marksFor(tag: string, style = ''): ReadonlySet<Mark> {
    const marks = new Set(this.#open.at(-1)?.marks)
    const mark = Object.hasOwn(markOfElement, tag) ? markOfElement[tag] : undefined
    if (mark) marks.add(mark)
    const says = (property: string) =>
      style
        .match(new RegExp(`(?:^|[;\\s])${property}\\s*:\\s*([^;]*)`, 'i'))?.[1]
        ?.trim()
        .toLowerCase()
    const weight = says('font-weight')
    if (weight !== undefined) marks[/^(?:bold|bolder|[6-9]00)/.test(weight) ? 'add' : 'delete']('strong')
    const slant = says('font-style')
    if (slant !== undefined) marks[/^(?:italic|oblique)/.test(slant) ? 'add' : 'delete']('emphasis')
    if (/underline/.test(says('text-decoration(?:-line)?') ?? '')) marks.add('underline')
    const height = says('vertical-align')
    if (height === 'sub' || height === 'super') marks.add(height)
    return marks
  }

  #addText(text: string): void {
    // only a browser that knows no sounds shows what stands inside one
    if (this.#open.some(({ tag }) => tag === 'audio')) return
    const isCode = this.#open.some(({ tag }) => tag === 'code' || tag === 'tt' || tag === 'kbd' || tag === 'samp')
    const isPre = this.#open.some(({ tag }) => tag === 'pre')
    // a space that may not break a line is a space to us; several of them were typed to be seen
    const spaced = (isPre ? text : text.replace(/[ \t\r\n\f]+/g, ' ')).replaceAll('\u00a0', ' ')
    if (this.#tables > 0 && spaced.trim() === '' && this.#rows?.at(-1)?.length === 0) return
    if (isCode && !isPre) this.#add({ kind: 'code', text: spaced })
    else for (const inline of inlinesFromPlain(spaced)) this.#add(inline)
  }

  #add(inline: Inline): void {
    const marked = [...(this.#open.at(-1)?.marks ?? [])].reduceRight<Inline>((inside, kind) => ({ kind, inside: [inside] }), inline)
    this.#current().push(marked)
  }

  #current(): Inline[] {
    const row = this.#rows?.at(-1)
    return row?.at(-1) ?? this.#line
  }

  #addPicture(address: string, alt: string): void {
    const digest = this.#pictureOf(address)
    if (digest !== undefined) this.#add({ kind: 'attachment', digest, alt })
    else {
      this.missing.push(shortAddress(address))
      if (alt.trim() !== '') this.#add({ kind: 'text', text: `[${alt.trim()}]` })
    }
  }

  #startMedium(tag: string, attributes: ReadonlyMap<string, string>): void {
    const address = attributes.get('src')
    if (tag !== 'source') this.#soundWords = attributes.get('title') ?? ''
    if (tag === 'video') this.lost.push(tag)
    else if (address !== undefined && !this.#open.some((open) => open.tag === 'video')) this.#addPicture(address, this.#soundWords)
  }

  /** A page that shows MathML often brings the TeX it was made from. */
  #addMath(tex: string | undefined, isDisplayed: boolean): void {
    if (tex !== undefined && tex.trim() !== '') this.#add({ kind: 'formula', tex, isDisplayed })
    else this.lost.push('math')
  }

  /** Items of a list stand line under line. */
  #startListItem(): void {
    const list = this.#open.findLast(({ tag }) => tag === 'ol' || tag === 'ul')
    if (list) list.number = (list.number ?? 0) + 1
    this.#endLine()
    this.#marker = { kind: 'text', text: list?.tag === 'ol' ? `${list.number}. ` : '- ' }
    this.#current().push(this.#marker)
  }

  #endLine(): void {
    const line = this.#current()
    while (line.length > 0 && isBlank(line.at(-1) as Inline)) line.pop()
    const last = line.at(-1)
    if (last !== undefined && last.kind !== 'break' && last !== this.#marker) line.push({ kind: 'break' })
  }

  #startTable(): void {
    this.#endParagraph()
    this.#tables += 1
    this.#rows ??= []
  }

  #startCell(): void {
    if (!this.#rows || this.#tables > 1) return
    if (this.#rows.length === 0) this.#rows.push([])
    this.#rows.at(-1)?.push([])
  }

  #endTable(): void {
    this.#tables = Math.max(0, this.#tables - 1)
    if (this.#tables > 0 || !this.#rows) return
    const rows = this.#rows.filter((row) => row.length > 0)
    this.#rows = undefined
    if (rows.length > 0) this.#blocks.push({ kind: 'table', rows })
  }

  #endParagraph(): void {
    if (this.#rows || this.#open.some(({ tag }) => tag === 'li')) this.#endLine()
    else {
      if (this.#line.length > 0) this.#blocks.push({ kind: 'paragraph', inside: this.#line })
      this.#line = []
    }
  }
}

function isBlank(inline: Inline): boolean {
  return inline.kind === 'text' && inline.text.trim() === ''
}

function shortAddress(address: string): string {
  return address.startsWith('data:') ? `${address.slice(0, 30)}…` : address.replace(/^@@PLUGINFILE@@\//, '')
}
