import { type Static, Type } from 'typebox'
import { type Reason, reason } from '../reason.ts'
import { displayed } from './displayed-places.ts'
import { optionFaults, RichText, stemFaults } from './option-list.ts'
import { fullGrade, type Grade, noGrade, type QuestionTypeDefinition } from './question-type.ts'

/** Items to be put in order. They are kept in an order that tells nothing; which one is right stands in the key alone. Answered as "2,0,1". */
const Content = Type.Object({
  type: Type.Literal('ordering'),
  stem: RichText,
  items: Type.Array(RichText),
  scoring: Type.Union([Type.Literal('all-or-nothing'), Type.Literal('per-place')]),
})
const Key = Type.Object({ order: Type.Array(Type.Integer({ minimum: 0 }), { description: 'Positions of the items, first to last' }) })
export type OrderingContent = Static<typeof Content>
export type OrderingKey = Static<typeof Key>

export const ordering: QuestionTypeDefinition<OrderingContent, OrderingKey, readonly number[]> = {
  name: 'ordering',
  content: Content,
  key: Key,
  gradedBy: 'machine',
  faultsOf({ stem, items }, { order }) {
    const faults: Reason[] = [...stemFaults(stem)]
    if (items.length < 2) faults.push(reason('TOO_FEW_ITEMS'))
    else faults.push(...optionFaults(items))
    if (!isPermutation(order, items.length)) faults.push(reason('BAD_ORDER'))
    return faults
  },
  shuffledLists: ({ items }) => [{ size: items.length, locked: [] }],
  present: ({ type, stem, items }, orders) => ({ type, stem, items: displayed(items, orders, 0) }),
  read({ items }, text, orders) {
    const order = orders[0]
    if (!order || !/^\d{1,2}(?:,\d{1,2})*$/.test(text)) return undefined
    const answer = text.split(',').map((place) => order[Number(place)] as number)
    return isPermutation(answer, items.length) ? answer : undefined
  },
  write: (_content, answer, orders) => answer.map((item) => Array.prototype.indexOf.call(orders[0] ?? [], item)).join(),
  grade({ scoring }, { order }, answer): Grade {
    const right = order.filter((item, place) => answer[place] === item).length
    if (scoring === 'per-place') return { part: right, of: order.length }
    return right === order.length ? fullGrade : noGrade
  },
  leastGrade: () => noGrade,
  fullAnswer: (_content, { order }) => order,
  texts: ({ stem, items }) => [stem, ...items],
  mapTexts: (content, change) => ({ ...content, stem: change(content.stem), items: content.items.map(change) }),
  report: ({ items }, key) => ({ options: [...items], correct: key ? [...key.order] : [] }),
}

function isPermutation(order: readonly number[], size: number): boolean {
  return order.length === size && new Set(order).size === size && order.every((item) => item >= 0 && item < size)
}
