import { foldVietnamese } from '../../fold-vietnamese.ts'
import { type Block, isTable } from './block.ts'
import { type Line, lookAt, sliceLine } from './line.ts'
import type { ReadOption, ReadQuestion } from './read-question.ts'
import { sameText } from './settling.ts'

const label = /^\s*\(?([1-8])\s*[.):/-]\s*(?=\S)/
const asksHowMany = /bao nhieu|\bmay\b|\bso (?:phat bieu|y|cau|nhan dinh|menh de|luong)\b|sap xep|thu tu/

/** "1. Trái Đất / 2. Sao Mộc / Đáp án: 2": options that are counted by numbers. "How many of these …? 2" is a number, whatever was listed. */
export function withNumberedOptions(question: ReadQuestion): ReadQuestion {
  const { raw, stem, options, answers, saidType } = question
  const [given] = answers
  if (options.length > 0 || answers.length !== 1 || given?.answer.kind !== 'value' || raw.kind === 'short') return question
  if (saidType !== undefined && saidType !== 'single-choice' && saidType !== 'choice') return question
  const chosen = /^\(?([1-8])\)?$/.exec(given.answer.text.trim())?.[1]
  const from = stem.findIndex((block) => block !== stem[0] && numberOf(block) === 1)
  const list = from < 1 ? [] : stem.slice(from)
  if (chosen === undefined || list.length < 3 || !list.every((block, index) => numberOf(block) === index + 1) || Number(chosen) > list.length)
    return question
  const asked = stem.slice(0, from).map((block) => (isTable(block) ? '' : block.text))
  const found = (list as Line[]).map(optionOf)
  if (asksHowMany.test(foldVietnamese(asked.join(' '))) || found.some(({ lines }) => sameText(lines[0]?.text ?? '') === chosen)) return question
  const letter = String.fromCharCode(64 + Number(chosen))
  const answer = { kind: 'letters' as const, letters: [letter], tail: sliceLine(given.line, given.line.text.length) }
  return { ...question, stem: stem.slice(0, from), options: found, answers: [{ answer, line: given.line }] }
}

function numberOf(block: Block | undefined): number | undefined {
  const match = block && !isTable(block) ? label.exec(block.bare) : null
  return match ? Number(match[1]) : undefined
}

function optionOf(line: Line, index: number): ReadOption {
  const end = label.exec(line.bare)?.[0].length ?? 0
  return {
    letter: String.fromCharCode(65 + index),
    isLower: false,
    letterLook: lookAt(line, line.bare.search(/\d/)),
    isStarred: false,
    sign: '',
    isSignUnsure: false,
    isLocked: false,
    lines: [sliceLine(line, end)],
    others: [],
    behind: undefined,
    truth: undefined,
  }
}
