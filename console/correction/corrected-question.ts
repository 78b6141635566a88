import type { QuestionTypeName } from '../../server/contract/questions.ts'
import { type EditedContent, type EditedQuestion, listNames } from './edited-question.ts'
import type { ChoiceKey, ClozeKey, GapKey, NumberKey, TextKey } from './keys.ts'
import { numberKey, textKey } from './keys.ts'

/** The question as the form says it now. What the form does not show stays as it was. */
export function correctedQuestion(question: EditedQuestion, form: FormData): EditedQuestion {
  const lists = listNames.flatMap((list) => {
    const texts = question.content[list]
    return texts ? [[list, texts.map((_, position) => textIn(form, `${list}.${position}`))] as const] : []
  })
  const content = { ...question.content, stem: textIn(form, 'stem'), ...Object.fromEntries(lists) }
  const key = readers[content.type](content, form, question.key)
  return { ...question, content, ...(key === undefined ? {} : { key }) }
}

type ReadKey = (content: EditedContent, form: FormData, before: unknown) => unknown

const textIn = (form: FormData, name: string) => String(form.get(name) ?? '').trim()
const numbersIn = (form: FormData, count: number) => Array.from({ length: count }, (_, position) => Number(textIn(form, `key.${position}`)))

const readers: Readonly<Record<QuestionTypeName, ReadKey>> = {
  'single-choice'(_content, form, before) {
    const correct = Number(textIn(form, 'key'))
    // shares of the points belong to the key they were given with
    return (before as ChoiceKey | undefined)?.correct === correct ? before : { correct }
  },
  'multiple-choice': (_content, form) => ({ correct: form.getAll('key').map(Number) }),
  'true-false': (_content, form) => ({ isTrue: textIn(form, 'key') === 'true' }),
  'four-statements': ({ statements = [] }, form) => ({ truths: statements.map((_, position) => textIn(form, `key.${position}`) === 'true') }),
  numeric: (_content, form, before) => numberKey(before as NumberKey | undefined, textIn(form, 'key'), textIn(form, 'tolerance')),
  'short-text': (_content, form, before) => textKey(before as TextKey | undefined, textIn(form, 'key')),
  // each item says its place; a key says which item comes first, second …
  ordering({ items = [] }, form) {
    const places = numbersIn(form, items.length)
    return { order: [...items.keys()].sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0)) }
  },
  matching: ({ left = [] }, form) => ({ rightOf: numbersIn(form, left.length) }),
  cloze: ({ gaps = [] }, form, before) => ({
    gaps: gaps.map(({ kind }, gap): GapKey => {
      const known = (before as ClozeKey | undefined)?.gaps[gap]
      const [weight, said] = [known?.weight ?? 1, textIn(form, `key.${gap}`)]
      if (kind === 'choice') return { kind, correct: Number(said), weight }
      if (kind === 'text') return { kind, text: textKey(known?.kind === kind ? known.text : undefined, said), weight }
      const number = known?.kind === kind ? known.number : undefined
      return { kind, number: numberKey(number, said, number?.accepted[0]?.tolerance ?? ''), weight }
    }),
  }),
  essay: (_content, form, before) => ({ ...(before as object | undefined), ...(textIn(form, 'key') ? { guide: textIn(form, 'key') } : {}) }),
  prediction: (_content, _form, before) => before ?? {},
}
