import { type Static, Type } from 'typebox'
import { type Reason, reason } from '../reason.ts'
import { displayed } from './displayed-places.ts'
import { RichText, stemFaults } from './option-list.ts'
import { fullGrade, type Grade, noGrade, type QuestionTypeDefinition } from './question-type.ts'

/** Each item on the left belongs to one on the right; the right side may hold more. Answered as "1,-,0", a displayed right place for each displayed left one. */
const Content = Type.Object({
  type: Type.Literal('matching'),
  stem: RichText,
  left: Type.Array(RichText),
  right: Type.Array(RichText),
  scoring: Type.Union([Type.Literal('all-or-nothing'), Type.Literal('per-pair')]),
})
const Key = Type.Object({ rightOf: Type.Array(Type.Integer({ minimum: 0 }), { description: 'For each left item the position of its right one' }) })
export type MatchingContent = Static<typeof Content>
export type MatchingKey = Static<typeof Key>

export const matching: QuestionTypeDefinition<MatchingContent, MatchingKey, readonly (number | undefined)[]> = {
  name: 'matching',
  content: Content,
  key: Key,
  gradedBy: 'machine',
  faultsOf({ stem, left, right }, { rightOf }) {
    const faults: Reason[] = [...stemFaults(stem)]
    if (left.length < 2 || right.length < 2 || left.length > 50 || right.length > 50) faults.push(reason('TOO_FEW_PAIRS'))
    if (rightOf.length !== left.length || rightOf.some((entry) => entry >= right.length)) faults.push(reason('BAD_PAIRS'))
    if ([...left, ...right].some((text) => text.trim() === '') || new Set(right).size < right.length || new Set(left).size < left.length)
      faults.push(reason('BAD_PAIRS'))
    return faults
  },
  shuffledLists: ({ left, right }) => [
    { size: left.length, locked: [] },
    { size: right.length, locked: [] },
  ],
  present: ({ type, stem, left, right }, orders) => ({ type, stem, left: displayed(left, orders, 0), right: displayed(right, orders, 1) }),
  read({ left }, text, orders) {
    const [leftOrder, rightOrder] = orders
    const places = text.split(',')
    if (!leftOrder || !rightOrder || places.length !== left.length || !/\d/.test(text)) return undefined
    const answer = new Array<number | undefined>(left.length).fill(undefined)
    for (const [place, chosen] of places.entries()) {
      if (chosen === '-') continue
      const entry = /^\d{1,2}$/.test(chosen) ? rightOrder[Number(chosen)] : undefined
      if (entry === undefined) return undefined
      answer[leftOrder[place] as number] = entry
    }
    return answer
  },
  write: (_content, answer, orders) =>
    displayed(answer, orders, 0)
      .map((entry) => (entry === undefined ? '-' : Array.prototype.indexOf.call(orders[1] ?? [], entry)))
      .join(),
  grade({ scoring }, { rightOf }, answer): Grade {
    const right = rightOf.filter((entry, item) => answer[item] === entry).length
    if (scoring === 'per-pair') return { part: right, of: rightOf.length }
    return right === rightOf.length ? fullGrade : noGrade
  },
  leastGrade: () => noGrade,
  fullAnswer: (_content, { rightOf }) => rightOf,
  texts: ({ stem, left, right }) => [stem, ...left, ...right],
  mapTexts: (content, change) => ({ ...content, stem: change(content.stem), left: content.left.map(change), right: content.right.map(change) }),
  // options are the left items, what is right are the texts that belong to them
  report: ({ left, right }, key) => ({ options: [...left], correct: key ? key.rightOf.map((entry) => right[entry] ?? '') : [] }),
}
