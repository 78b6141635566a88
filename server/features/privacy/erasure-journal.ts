import type { Database } from '../../database/client.ts'

type Erasure = { contestId: number; contestantId: string; erasedAt: string }
/** Where erasures are kept that a restored database does not know. */
export type ErasuresWitness = { read(): Promise<Erasure[]>; append(erasures: readonly Erasure[]): Promise<void> }

/** Transactions commit in another order than they began: what is younger than this may still come. */
const settledMs = 600_000
const mostAtOnce = 5_000

/** Every process writes down, outside the database, who was erased. */
export function createErasureJournal({ database: { sql }, witness }: { database: Database; witness: ErasuresWitness }) {
  let known: Set<string> | undefined
  let settledAt = new Date(0)
  const nameOf = ({ contestId, contestantId }: Erasure) => `${contestId} ${contestantId}`
  return {
    async run(): Promise<void> {
      known ??= new Set((await witness.read()).map(nameOf))
      const rows = await sql<Erasure[]>`
        select contest_id as "contestId", id as "contestantId", to_char(erased_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "erasedAt"
        from contestants where erased_at >= ${settledAt} order by erased_at limit ${mostAtOnce}`
      const fresh = rows.filter((erasure) => !known?.has(nameOf(erasure)))
      if (fresh.length > 0) await witness.append(fresh)
      for (const erasure of fresh) known.add(nameOf(erasure))
      const last = Date.parse(rows.at(-1)?.erasedAt ?? '')
      if (Number.isNaN(last)) return
      // a full piece has more behind it; else what came last is looked at again until nothing older can appear
      settledAt = new Date(rows.length === mostAtOnce ? last : Math.max(settledAt.getTime(), last - settledMs))
    },
  }
}
