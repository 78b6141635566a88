import { type Reason, reason } from '../../reason.ts'
import { richTextFromHtml } from '../../rich-text/from-html.ts'
import { richTextFromPlain } from '../../rich-text/plain-text.ts'
import { faultOfAttachment } from '../attachment-faults.ts'
import { escapeGift } from '../gift/gift-signs.ts'
import { looksLikeHtml, readGiftText } from '../gift/gift-texts.ts'
import { childNamed, childrenNamed, elementsOf, type XmlElement } from '../package/xml.ts'
import type { Pictures } from './pictures.ts'
import { isTooLong, longestSource } from './too-long.ts'

/** Reads the texts of one question, with the files that stand beside them, and remembers what could not be kept. */
export class MoodleTexts {
  readonly doubts: Reason[] = []
  readonly #pictures: Pictures
  readonly #files = new Map<string, string | undefined>()

  constructor(question: XmlElement, pictures: Pictures) {
    this.#pictures = pictures
    this.#collectFiles(question, 0)
  }

  /** The text of an element such as <questiontext format="html"><text>…; rich. */
  read(element: XmlElement | undefined): string {
    return element === undefined ? '' : this.rich(textOf(element), element.attributes.format ?? 'html')
  }

  rich(written: string, format: string): string {
    const text = written.trim()
    if (text === '') return ''
    if (isTooLong(text)) {
      this.doubts.push(reason('TEXT_TOO_LONG', text.length, longestSource))
      return richTextFromPlain(text.slice(0, 500))
    }
    if (format === 'plain_text') return richTextFromPlain(text)
    if (format === 'markdown' || (format === 'moodle_auto_format' && !looksLikeHtml(text)))
      return readGiftText(escapeGift(text), format === 'markdown' ? 'markdown' : 'plain', () => undefined).text
    const said = richTextFromHtml(format === 'moodle_auto_format' ? text.replaceAll('\n', '<br>') : text, this.#pictureOf)
    this.doubts.push(...said.missing.map((address) => faultOfAttachment(address)), ...said.lost.map((part) => reason('PART_NOT_KEPT', part)))
    return said.text
  }

  /** Files stand inside the text that shows them; some writers put them elsewhere in the question. */
  #collectFiles(element: XmlElement, depth: number): void {
    for (const child of elementsOf(element)) {
      if (child.name === 'file') this.#files.set(child.attributes.name ?? '', this.#pictures.keep(child.text.replace(/\s+/g, '')))
      else if (depth < 5) this.#collectFiles(child, depth + 1)
    }
  }

  readonly #pictureOf = (address: string): string | undefined => {
    const name = /^@@PLUGINFILE@@\/(?:[^?#]*\/)?([^/?#]+)/.exec(address)?.[1]
    if (name === undefined) return this.#pictures.ofAddress(address)
    return this.#files.get(name) ?? this.#files.get(decoded(name))
  }
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name).normalize('NFC')
  } catch {
    return name
  }
}

/** What stands in the <text> of an element, or in the element itself where old files have none. */
export function textOf(element: XmlElement | undefined): string {
  if (element === undefined) return ''
  return (childNamed(element, 'text') ?? element).text.trim()
}

export function textNamed(parent: XmlElement, name: string): string {
  return textOf(childNamed(parent, name))
}

export function isYes(written: string): boolean {
  return written === 'true' || written === '1'
}

export function textsNamed(parent: XmlElement, list: string, name: string): string[] {
  return childrenNamed(parent, list).flatMap((one) => childrenNamed(one, name).map(textOf))
}
