import type { Paper } from '../../../question-bank/paper.ts'
import type { QuestionContent } from '../../../question-bank/question.ts'
import type { Orders } from '../../../question-bank/types/question-type.ts'
import { questionTypeOf } from '../../../question-bank/types/question-types.ts'
import type { AttemptView, NextReply } from '../../contract/attempts.ts'
import type { PaperMaterial } from '../contests/contests-service.ts'

/**
 * Questions as JSON, ready to be sent. A paper is thousands of characters; only their order is new for each attempt.
 * Written as one character per byte of UTF-8: joining and sending that is copying, while Vietnamese text would be encoded anew each time.
 */
export type DisplayedPaper = string
export type DisplayedAttempt = Omit<AttemptView, 'questions'> & { questions: DisplayedPaper }
export type DisplayedNext = Omit<NextReply, 'questions'> & { questions: DisplayedPaper }

type OptionsContent = Extract<QuestionContent, { options: readonly string[] }>
type Written = { head: string; options: readonly string[] }
const written = new WeakMap<OptionsContent, Written>()

/** The paper as its reader sees it: texts in displayed order, no ids, no keys. */
export function displayPaper(paper: Paper, { revisions }: PaperMaterial): DisplayedPaper {
  let json = '['
  for (const { revisionId, orders } of paper) {
    const content = revisions.get(revisionId)?.content
    if (!content) throw new Error(`revision ${revisionId} is on a paper but not in the bank`)
    if (json.length > 1) json += ','
    json += 'options' in content ? writeOptions(content, orders) : asBytes(JSON.stringify(questionTypeOf(content).present(content, orders)))
  }
  return `${json}]`
}

/** By far the most common questions: a stem and its options in displayed order. */
function writeOptions(content: OptionsContent, orders: Orders): string {
  const { head, options } = writtenOnce(content)
  const order = orders[0] ?? []
  let json = head
  for (let place = 0; place < order.length; place += 1) json += (place === 0 ? '' : ',') + options[order[place] as number]
  return `${json}]}`
}

/** Each text is turned into JSON once for all papers it appears on. */
function writtenOnce(content: OptionsContent): Written {
  const known = written.get(content)
  if (known) return known
  const { type, stem, options } = content
  const made = {
    head: asBytes(`{"type":${JSON.stringify(type)},"stem":${JSON.stringify(stem)},"options":[`),
    options: options.map((option) => asBytes(JSON.stringify(option))),
  }
  written.set(content, made)
  return made
}

/** The reply to a start, a resume or a step forward. The schema of the route describes it; this writes it. */
export function writeDisplayed({ questions, ...rest }: { questions: DisplayedPaper }): Buffer {
  return Buffer.from(`${asBytes(JSON.stringify(rest)).slice(0, -1)},"questions":${questions}}`, 'latin1')
}

function asBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}
