import { foldVietnamese } from '../../../question-bank/fold-vietnamese.ts'
import type { BankFilters } from '../../contract/bank.ts'

/** Filters as SQL on `questions q`. The topic was looked up beforehand: its id and all below it. */
export type SearchFilters = Omit<BankFilters, 'topic'> & { topicIds?: readonly number[] }

/** Conditions and their parameters, numbered from `$1`; planned with the values at hand, for "like" and lists have no typical value. */
export function conditionsOf(filters: SearchFilters): { where: string; params: (string | number)[] } {
  const params: (string | number)[] = []
  const conditions: string[] = []
  const add = (value: string | number, condition: (place: string) => string) => {
    params.push(value)
    conditions.push(condition(`$${params.length}`))
  }
  /** One or two letters have no trigram of their own: they find the words that begin with them. */
  const addText = (column: string, written: string) => {
    const folded = foldVietnamese(written).replace(/[%_\\]/g, '\\$&')
    if (folded.length >= 3) add(`%${folded}%`, (place) => `${column} like ${place}::text`)
    else add(folded, (place) => `(${column} like '% ' || ${place}::text || '%' or ${column} like ${place}::text || '%')`)
  }
  const { search, topicIds, level, tag, type, state, source } = filters
  if (search !== undefined) addText('q.search_text', search)
  if (topicIds !== undefined) add(`{${topicIds.join()}}`, (place) => `q.topic_id = any(${place}::text::integer[])`)
  if (level !== undefined) add(level, (place) => `q.level = ${place}::text`)
  if (tag !== undefined) add(tag.normalize('NFC'), (place) => `q.tags @> array[${place}::text]`)
  if (type !== undefined) add(type, (place) => `q.type = ${place}::text`)
  if (state !== undefined) add(state, (place) => `q.state = ${place}::text`)
  if (source !== undefined) addText('q.source_text', source)
  return { where: conditions.length === 0 ? 'true' : conditions.join(' and '), params }
}
