import type { Question } from '../../question.ts'
import { plainTextOf } from '../../rich-text/plain-text.ts'
import { letterOf } from '../../types/option-list.ts'
import type { Bank, WrittenFile } from '../format.ts'
import { lossesOf } from '../read-back.ts'
import { readAiken } from './read-aiken.ts'

/** Aiken knows one right option of several, and words only. */
export function writeAiken({ questions }: Bank): WrittenFile {
  const written: number[] = []
  const parts: string[] = []
  for (const [index, question] of questions.entries()) {
    const text = aikenOf(question)
    if (text === undefined) continue
    written.push(index)
    parts.push(text)
  }
  const bytes = new TextEncoder().encode(`${parts.join('\n\n')}\n`)
  const losses = lossesOf(
    questions,
    written,
    readAiken({ name: 'bank.txt', bytes }, () => {}),
  )
  return { bytes, losses }
}

/** Undefined: Aiken cannot say this question, or would say another one. */
function aikenOf({ content, key }: Question): string | undefined {
  if (content.type !== 'single-choice' || !('correct' in key) || typeof key.correct !== 'number') return undefined
  const options = content.options.map((option, index) => `${letterOf(index)}. ${oneLine(option)}`)
  const text = [plainTextOf(content.stem).replace(/\n{2,}/g, '\n'), ...options, `ANSWER: ${letterOf(key.correct)}`].join('\n')
  const { items } = readAiken({ name: 'one.txt', bytes: new TextEncoder().encode(text) }, () => {})
  const [item] = items
  const isSame =
    items.length === 1 &&
    item?.state === 'good' &&
    item.question.content.type === 'single-choice' &&
    item.question.content.options.length === content.options.length
  return isSame ? text : undefined
}

function oneLine(option: string): string {
  return plainTextOf(option).replace(/\s*\n\s*/g, ' ')
}
