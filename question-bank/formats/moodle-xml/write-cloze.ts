import type { ClozeContent, ClozeGap, ClozeGapKey, ClozeKey } from '../../types/cloze.ts'
import { escapeXml } from '../package/escape-xml.ts'
import { percentOf } from './choice-from-shares.ts'
import { textAsMoodleWrites } from './typed-answers.ts'

/** The HTML of a cloze with its gaps as Moodle writes them inside the text. */
export function clozeHtml(html: string, { gaps }: ClozeContent, key: ClozeKey, richHtml: (text: string) => string): string {
  return html.replace(/\[\[(\d{1,3})\]\]/g, (mark, number) => {
    const [gap, gapKey] = [gaps[Number(number) - 1], key.gaps[Number(number) - 1]]
    return gap && gapKey ? gapText(gap, gapKey, richHtml) : mark
  })
}

function gapText(gap: ClozeGap, key: ClozeGapKey, richHtml: (text: string) => string): string {
  if (key.kind === 'choice') {
    const options = gap.kind === 'choice' ? gap.options : []
    return `{${key.weight}:MULTICHOICE:${options.map((option, index) => (index === key.correct ? '=' : first(richHtml(option))) + (index === key.correct ? escapeGap(richHtml(option)) : '')).join('~')}}`
  }
  if (key.kind === 'numeric') {
    const answers = key.number.accepted.map(({ value, tolerance = '0', worthThousandths }) => `${share(worthThousandths)}${value}:${tolerance}`)
    return `{${key.weight}:NUMERICAL:${answers.join('~')}}`
  }
  const { accepted, hasWildcards, isCaseSensitive } = key.text
  const answers = accepted.map(({ text, worthThousandths }) => share(worthThousandths) + escapeGap(escapeXml(textAsMoodleWrites(text, hasWildcards))))
  return `{${key.weight}:SHORTANSWER${isCaseSensitive ? '_C' : ''}:${answers.join('~')}}`
}

function share(worth: number): string {
  return worth === 1_000 ? '=' : `%${percentOf(worth)}%`
}

/** A wrong option that begins like a right one says that it is worth nothing. */
function first(html: string): string {
  return /^[=%]/.test(html) ? `%0%${escapeGap(html)}` : escapeGap(html)
}

/** "&#36;" keeps its sign: only what would part answers is escaped. */
function escapeGap(html: string): string {
  return html.replace(/[~}]|(?<!&)#/g, '\\$&').replace(/\\$/, '&#92;')
}
