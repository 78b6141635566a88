import type { Level } from '../../../server/contract/questions.ts'
import { levelFrom } from '../../levels.ts'
import type { AboutQuestion } from '../../question.ts'
import { descendants, firstIn, type QtiElement, wordIn } from './qti-element.ts'

/** How the learning object metadata of a manifest names how hard a question is, and what we call it. */
export const difficulties: readonly [Level, string][] = [
  ['recognition', 'easy'],
  ['comprehension', 'medium'],
  ['application', 'difficult'],
  ['higher-application', 'very difficult'],
]

/** What a manifest says of an item: topic, level, tags and source. */
export function aboutFrom(metadata: QtiElement | undefined): AboutQuestion {
  if (!metadata) return {}
  const all = (name: string) => descendants(metadata, (element) => element.name.toLowerCase() === name)
  const tags = all('keyword')
    .map(wordIn)
    .filter((tag) => tag !== '')
  const [path] = all('taxonpath')
  const topic = path ? descendants(path, ({ name }) => name.toLowerCase() === 'taxon').map((taxon) => wordIn(firstIn(taxon, 'entry') ?? taxon)) : []
  const difficulty = all('difficulty').map((one) => wordIn(firstIn(one, 'value') ?? one))[0]
  const level = difficulties.find(([, name]) => name === difficulty)?.[0] ?? (difficulty === undefined ? undefined : levelFrom(difficulty))
  const based = all('relation').find((relation) => /isbasedon/i.test(wordIn(firstIn(relation, 'kind') ?? relation)))
  const source = based && descendants(based, ({ name }) => name === 'description').map(wordIn)[0]
  return {
    ...(topic.length > 0 ? { topic } : {}),
    ...(level === undefined ? {} : { level }),
    ...(tags.length > 0 ? { tags } : {}),
    ...(source === undefined || source === '' ? {} : { source }),
  }
}
