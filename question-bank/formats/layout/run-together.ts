import { foldVietnamese } from '../../fold-vietnamese.ts'
import { type Block, isTable } from './block.ts'
import type { Line } from './line.ts'
import { isSectionName } from './sections.ts'

const roman = /^\s*[IVX]{1,4}\s*[.)/–-]\s*\p{L}/u
const listed = /^\s*(?:[-–+•*]|\(?(?:[a-h]|\d{1,2})\s*[.):/])/i
const asks = /\?["”')\s]*$/
const orders = /\b(?:hay|trinh bay|neu|phan tich|cho biet|giai thich|lien he|viet|chung minh|so sanh)\b/

/** Whether a text that nothing ends but the next number may hold the heading or the question behind it too. */
export function holdsMore(stem: readonly Block[]): boolean {
  const [first, ...rest] = stem.filter((block): block is Line => !isTable(block) && block.text.trim() !== '')
  if (!first) return false
  const isList = rest.filter(({ bare }) => roman.test(bare)).length > 1
  if (rest.some((line) => isSectionName(line) || isShouted(line) || (roman.test(line.bare) && !isList))) return true
  let hasAsked = asks.test(first.text) || orders.test(foldVietnamese(first.text))
  for (const line of rest) {
    if (!listed.test(line.bare) && asks.test(line.text) && hasAsked) return true
    hasAsked ||= asks.test(line.text)
  }
  return false
}

/** A line in capitals, as headings are. */
function isShouted({ text }: Line): boolean {
  return (text.match(/\p{Lu}/gu)?.length ?? 0) >= 8 && !/\p{Ll}/u.test(text)
}
