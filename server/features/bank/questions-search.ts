import type { BankFilters } from '../../contract/bank.ts'
import { searchWords } from './search-words.ts'

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
  const addText = (column: string, written: string) => {
    const patterns = patternsOf(written)
    // only signs that nobody looks for: nothing is meant, so nothing is found
    if (patterns.length === 0) conditions.push('false')
    for (const pattern of patterns) add(pattern, (place) => `${column} like ${place}::text`)
  }
  const { search, topicIds, level, tag, type, state, source, author, importId } = filters
  if (search !== undefined) addText('q.search_text', search)
  if (topicIds !== undefined) add(`{${topicIds.join()}}`, (place) => `q.topic_id = any(${place}::text::integer[])`)
  if (level !== undefined) add(level, (place) => `q.level = ${place}::text`)
  if (tag !== undefined) add(tag.normalize('NFC'), (place) => `q.tags @> array[${place}::text]`)
  if (type !== undefined) add(type, (place) => `q.type = ${place}::text`)
  if (state !== undefined) add(state, (place) => `q.state = ${place}::text`)
  if (source !== undefined) addText('q.source_text', source)
  if (author !== undefined) {
    add(author, (place) => `exists (select from question_revisions w where w.question_id = q.id and w.author_id = ${place}::integer)`)
  }
  if (importId !== undefined) add(importId, (place) => `q.import_id = ${place}::text::uuid`)
  return { where: conditions.length === 0 ? 'true' : conditions.join(' and '), params }
}

/** All words, in any order. The last one may still be being typed, so it is a beginning, unless a blank says that it is whole. */
function patternsOf(written: string): string[] {
  const words = searchWords(written)
  const isWhole = /\s$/.test(written)
  const patterns = words.map((word, at) => `% ${word.replace(/[%_\\]/g, '\\$&')}${at === words.length - 1 && !isWhole ? '' : ' '}%`)
  return [...new Set(patterns)]
}
