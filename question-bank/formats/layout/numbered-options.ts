import { foldVietnamese } from '../../fold-vietnamese.ts'
import { type Block, isTable } from './block.ts'
import { type Line, lookAt, sliceLine } from './line.ts'
import { markBehind } from './marks-behind.ts'
import type { ReadOption, ReadQuestion } from './read-question.ts'
import { sameText } from './settling.ts'

const label = /^\s*(\*?)\s*\(?([1-8])\s*[.):/-]\s*(?=\S)/
const asksHowMany = /bao nhieu|\bmay\b|\bso (?:phat bieu|y|cau|nhan dinh|menh de|luong)\b|sap xep|thu tu/

/**
 * "1. Trái Đất / 2. Sao Mộc / Đáp án: 2", "*2. Sao Mộc": options that are counted by numbers. "How many of these …? 2" is a number, whatever was
 * listed.
 */
export function withNumberedOptions(question: ReadQuestion): ReadQuestion {
  const { raw, stem, options, answers, saidType } = question
  if (options.length > 0 || answers.length > 1 || raw.kind === 'short' || raw.kind === 'essay') return question
  if (saidType !== undefined && saidType !== 'single-choice' && saidType !== 'choice') return question
  const from = stem.findIndex((block) => block !== stem[0] && numberOf(block) === 1)
  const list = from < 1 ? [] : stem.slice(from)
  if (list.length < 3 || !list.every((block, index) => numberOf(block) === index + 1)) return question
  const asked = stem.slice(0, from).map((block) => (isTable(block) ? '' : block.text))
  if (asksHowMany.test(foldVietnamese(asked.join(' ')))) return question
  const found = (list as Line[]).map(optionOf)
  const [given] = answers
  const isMarked = found.filter(({ isStarred, behind }) => isStarred || behind).length === 1
  if (!given) return isMarked ? { ...question, stem: stem.slice(0, from), options: found } : question
  const chosen = given.answer.kind === 'value' ? /^\(?([1-8])\)?$/.exec(given.answer.text.trim())?.[1] : undefined
  if (chosen === undefined || Number(chosen) > list.length || found.some(({ lines }) => sameText(lines[0]?.text ?? '') === chosen)) return question
  const letter = String.fromCharCode(64 + Number(chosen))
  const answer = { kind: 'letters' as const, letters: [letter], tail: sliceLine(given.line, given.line.text.length) }
  return { ...question, stem: stem.slice(0, from), options: found, answers: [{ answer, line: given.line }] }
}

function numberOf(block: Block | undefined): number | undefined {
  const match = block && !isTable(block) ? label.exec(block.bare) : null
  return match ? Number(match[2]) : undefined
}

function optionOf(line: Line, index: number): ReadOption {
  const match = label.exec(line.bare)
  const isStarred = match?.[1] === '*'
  const text = sliceLine(line, match?.[0].length ?? 0)
  const behind = markBehind(text)
  return {
    letter: String.fromCharCode(65 + index),
    isLower: false,
    letterLook: lookAt(line, line.bare.search(/\d/)),
    isStarred,
    sign: isStarred ? '*' : '',
    isSignUnsure: false,
    isLocked: false,
    lines: [text],
    others: [],
    behind: behind?.means === 'right' ? behind : undefined,
    truth: undefined,
  }
}
