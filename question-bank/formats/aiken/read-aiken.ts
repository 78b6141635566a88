import { foldVietnamese } from '../../fold-vietnamese.ts'
import { type ImportedFile, type ImportedItem, settleItem } from '../../imported-item.ts'
import { type Reason, reason } from '../../reason.ts'
import { richTextFromPlain } from '../../rich-text/plain-text.ts'
import { lockedByWording } from '../../types/option-locks.ts'
import type { Progress, SourceFile } from '../format.ts'
import { longestSource } from '../moodle-xml/too-long.ts'
import { refuseTooMany } from '../refuse-too-many.ts'
import { decodeText } from '../text/decode-text.ts'

type Draft = { line: number; stem: string[]; options: { letter: string; text: string }[]; answer?: string }

const optionLine = /^([A-Za-z])\s*[.)]\s*(.*)$/
const answerLine = /^(?:answer|đáp án(?: đúng)?|dap an(?: dung)?)\s*[:.]\s*(.*)$/i

/** Aiken: a question, its options behind letters, "ANSWER: B". Case, spaces and empty lines are as people type them. */
export function readAiken({ bytes }: SourceFile, progress: Progress): ImportedFile {
  const items: ImportedItem[] = []
  const lines = decodeText(bytes).replace(/\r\n?/g, '\n').split('\n')
  let draft: Draft | undefined
  let isAfterEmptyLine = false
  const finish = () => {
    if (draft) items.push(itemFrom(draft))
    draft = undefined
    refuseTooMany(items.length)
  }
  for (const [index, written] of lines.entries()) {
    if (index % 2_000 === 0) progress(index, lines.length)
    const line = written.replaceAll('\u00a0', ' ').trim()
    if (line === '') {
      isAfterEmptyLine = true
      continue
    }
    const answer = answerLine.exec(line)
    const option = draft && isNextOption(line, draft) ? optionLine.exec(line) : null
    if (draft && answer) {
      draft.answer = (answer[1] as string).trim()
      finish()
    } else if (draft && option) draft.options.push({ letter: (option[1] as string).toUpperCase(), text: option[2] as string })
    else if (draft && draft.options.length > 0 && !isAfterEmptyLine) (draft.options.at(-1) as Draft['options'][number]).text += `\n${line}`
    else {
      // options without an answer, then an empty line and other words: the next question begins
      if (draft && draft.options.length > 0) finish()
      draft ??= { line: index + 1, stem: [], options: [] }
      draft.stem.push(line)
    }
    isAfterEmptyLine = false
  }
  finish()
  return { items, attachments: [] }
}

/** "A." opens the options; after it only a letter does that follows, or goes back: "a. b." in words is no option. */
function isNextOption(line: string, { options }: Draft): boolean {
  const letter = optionLine.exec(line)?.[1]?.toUpperCase()
  if (letter === undefined) return false
  const last = options.at(-1)?.letter
  return last === undefined ? letter === 'A' : letter > last || letter === last
}

function itemFrom({ line, stem, options, answer }: Draft): ImportedItem {
  const place = `dòng ${line}`
  if (options.length === 0)
    return {
      place,
      state: 'refused',
      seen: stem.join('\n').slice(0, 500),
      reasons: [answer === undefined ? reason('NOT_A_QUESTION') : reason('TOO_FEW_OPTIONS')],
    }
  const size = [...stem, ...options.map(({ text }) => text)].reduce((sum, text) => sum + text.length, 0)
  if (size > longestSource)
    return { place, state: 'refused', seen: (stem[0] ?? '').slice(0, 500), reasons: [reason('TEXT_TOO_LONG', size, longestSource)] }
  const letters = options.map(({ letter }) => letter)
  const doubts: Reason[] = []
  if (letters.some((letter, index) => letter !== String.fromCharCode(65 + index))) doubts.push(reason('LETTERS_OUT_OF_ORDER', letters.join(', ')))
  const correct = answer === undefined ? undefined : readKey(answer, letters, options, doubts)
  const locked = lockedByWording(options.map(({ text }) => text))
  const content = {
    type: 'single-choice' as const,
    stem: richTextFromPlain(stem.join('\n')),
    options: options.map(({ text }) => richTextFromPlain(text)),
    ...(locked.length === 0 ? {} : { locked }),
  }
  return settleItem(place, { content, ...(correct === undefined || doubts.length > 0 ? {} : { key: { correct } }) }, doubts)
}

/** A letter, alone or with its dot; anything more must be the text of that very option. */
function readKey(answer: string, letters: readonly string[], options: Draft['options'], doubts: Reason[]): number | undefined {
  const [, letter = '', rest = ''] = /^\(?([A-Za-z])(?:[.)]+\s*|\s+|$)(.*)$/s.exec(answer) ?? []
  const position = letters.indexOf(letter.toUpperCase())
  if (answer === '') return undefined
  const others = answer.match(/^[A-Za-z](?:\s*(?:,|;|\/|&|và|and|hoặc)\s*[A-Za-z])+\.?$/i)
  if (others) doubts.push(reason('SEVERAL_KEYS', answer))
  else if (letter === '') doubts.push(reason('KEY_IS_NO_OPTION', answer))
  else if (position < 0) doubts.push(reason('KEY_BEYOND_OPTIONS', answer, options.length))
  else if (rest !== '' && foldVietnamese(rest) !== foldVietnamese((options[position] as Draft['options'][number]).text))
    doubts.push(reason('KEY_IS_NO_OPTION', answer))
  else return position
  return undefined
}
