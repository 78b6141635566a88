import type { BankTopic, BankTopicList, NewTopic, TopicChange } from '../../contract/bank.ts'
import { Problem } from '../../contract/errors.ts'
import type { ActBy } from '../audit/act.ts'
import type { TopicRow, TopicStep, TopicsStore } from './topics-store.ts'

export function createTopicsService({ store }: { store: TopicsStore }) {
  const find = async (id: number): Promise<BankTopic> => {
    const topic = (await store.all()).find((candidate) => candidate.id === id)
    if (!topic) throw new Problem('TOPIC_NOT_FOUND')
    return topic
  }
  return {
    async list(): Promise<BankTopicList> {
      return { topics: inTreeOrder(await store.all()) }
    },
    async create(by: ActBy, { name, parentId }: NewTopic): Promise<BankTopic> {
      const added = await store.add(by, tidied(name), parentId)
      if (typeof added === 'string') refuseUnlessDone(added)
      return find(added as number)
    },
    async change(by: ActBy, id: number, { name, parentId }: TopicChange): Promise<BankTopic> {
      refuseUnlessDone(
        await store.change(by, id, { ...(name === undefined ? {} : { name: tidied(name) }), ...(parentId === undefined ? {} : { parentId }) }),
      )
      return find(id)
    },
    async merge(by: ActBy, from: number, into: number): Promise<BankTopic> {
      refuseUnlessDone(await store.merge(by, from, into))
      return find(into)
    },
    subtreeOf: (id: number) => store.subtreeOf(id),
  }
}
export type TopicsService = ReturnType<typeof createTopicsService>

function refuseUnlessDone(step: TopicStep): void {
  if (step !== 'done') throw new Problem(step)
}

function tidied(name: string): string {
  const plain = name.normalize('NFC').replace(/\s+/g, ' ').trim()
  if (plain === '') throw new Problem('BAD_REQUEST', { errors: [{ at: 'name', reason: 'a topic needs a name' }] })
  return plain
}

/** Parents before their children, siblings in Vietnamese order. */
function inTreeOrder(rows: readonly TopicRow[]): TopicRow[] {
  const byName = new Intl.Collator('vi', { numeric: true })
  const children = new Map<number | null, TopicRow[]>()
  for (const row of rows) children.set(row.parentId, [...(children.get(row.parentId) ?? []), row])
  const below = (parentId: number | null): TopicRow[] =>
    (children.get(parentId) ?? []).sort((a, b) => byName.compare(a.name, b.name)).flatMap((row) => [row, ...below(row.id)])
  return below(null)
}
