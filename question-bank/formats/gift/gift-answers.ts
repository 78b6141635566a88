import type { QuestionTypeName } from '../../../server/contract/questions.ts'
import type { Question } from '../../question.ts'
import type { MultipleChoiceContent, MultipleChoiceKey } from '../../types/multiple-choice.ts'
import type { QuestionContent, QuestionContentOf, QuestionKeyOf } from '../../types/question-types.ts'
import { percentOf, sharesOf } from '../moodle-xml/choice-from-shares.ts'
import { type Pair, pairsOfStatements, statementsTag } from '../moodle-xml/matching-lists.ts'
import { textAsMoodleWrites } from '../moodle-xml/typed-answers.ts'
import { escapeGift } from './gift-signs.ts'

type Say = (text: string) => string
export type GiftAnswers = { lines: string; tags: string[] }

export type Typed = { [Name in QuestionTypeName]: { type: Name; content: QuestionContentOf<Name>; key: QuestionKeyOf<Name> } }[QuestionTypeName]

/** Content and key of one question, told apart by the type. */
export function typedBody({ content, key }: Question): Typed {
  return { type: (content as QuestionContent).type, content, key } as Typed
}

/** What stands between the braces; undefined where GIFT has no words for it. */
export function giftAnswers(question: Question, say: Say): GiftAnswers | undefined {
  const { optionFeedback = [] } = question
  const feedback = (option: number) => (optionFeedback[option] ? `#${say(optionFeedback[option] as string)}` : '')
  const lines = (all: readonly string[], tags: string[] = []): GiftAnswers => ({ lines: all.map((line) => `\n\t${line}`).join(''), tags })
  const body = typedBody(question)
  if (body.type === 'essay') return { lines: '', tags: [] }
  if (body.type === 'true-false') return { lines: trueFalse(body.key.isTrue, feedback), tags: [] }
  if (body.type === 'single-choice') {
    const { correct, weightsThousandths: weights } = body.key
    const signOf = (option: number) => (option === correct ? '=' : weights?.[option] ? `~%${percentOf(weights[option] as number)}%` : '~')
    return lines(body.content.options.map((option, index) => signOf(index) + say(option) + feedback(index)))
  }
  if (body.type === 'multiple-choice') {
    const weights = weightsOf(body.content, body.key)
    return lines(
      body.content.options.map(
        (option, index) => `~${weights[index] ? `%${percentOf(weights[index] as number)}%` : ''}${say(option)}${feedback(index)}`,
      ),
    )
  }
  if (body.type === 'short-text') {
    const { accepted, hasWildcards } = body.key
    return lines(
      accepted.map(
        ({ text, worthThousandths }, index) => `=${share(worthThousandths)}${escapeGift(textAsMoodleWrites(text, hasWildcards))}${feedback(index)}`,
      ),
    )
  }
  if (body.type === 'numeric') {
    const { lines: all } = lines(
      body.key.accepted.map(
        ({ value, tolerance, worthThousandths }, index) => `=${share(worthThousandths)}${value}${tolerance ? `:${tolerance}` : ''}${feedback(index)}`,
      ),
    )
    return { lines: `#${all}`, tags: [] }
  }
  if (body.type === 'matching') {
    const { left, right } = body.content
    const pairs = left.map((text, index): Pair => ({ left: text, right: right[body.key.rightOf[index] as number] as string }))
    const spare = right.filter((_text, index) => !body.key.rightOf.includes(index)).map((text): Pair => ({ left: '', right: text }))
    return lines([...pairs, ...spare].map((pair) => pairLine(pair, say)))
  }
  if (body.type === 'four-statements')
    return lines(
      pairsOfStatements(body.content.statements, body.key.truths).map((pair) => pairLine(pair, say)),
      [statementsTag],
    )
  return undefined
}

export function weightsOf({ options, scoring }: MultipleChoiceContent, { correct, weightsThousandths }: MultipleChoiceKey): readonly number[] {
  return weightsThousandths ?? sharesOf(options.length, correct, scoring)
}

function trueFalse(isTrue: boolean, feedback: (option: number) => string): string {
  const [right, wrong] = isTrue ? [feedback(0), feedback(1)] : [feedback(1), feedback(0)]
  return `${isTrue ? 'TRUE' : 'FALSE'}${wrong || (right ? '#' : '')}${right}`
}

function share(worth: number): string {
  return worth === 1_000 ? '' : `%${percentOf(worth)}%`
}

function pairLine({ left, right }: Pair, say: Say): string {
  return `=${say(left)} -> ${say(right)}`
}
