import type { TransactionSql } from 'postgres'
import { arrayOf, nullableArrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'
import type { Edition } from '../../results-verifier/bundle-format.ts'
import { type ActBy, recordActs } from '../audit/act.ts'
import type { WrittenBundle } from './bundle-writer.ts'
import type { SealedRules } from './sealed-result-store.ts'

export type SealStep = { kind: 'truth' } | { kind: 'refold'; roundIds: number[]; after: string } | { kind: 'bundle' }
export type SealRow = {
  contestId: number
  number: number
  state: 'waiting' | 'sealed' | 'failed'
  reason: string
  actionId: string
  askedBy: ActBy
  askedAt: Date
  step: SealStep | Record<string, never>
  problem: string | null
  sealedAt: Date | null
  manifests: Record<Edition, WrittenBundle> | null
  pseudonyms: Buffer | null
}
export type PlaceRow = {
  contestantId: string
  place: number
  unitId: number
  attemptId: string
  score: number
  durationMs: number
  submittedAtMs: number
  prediction: number | null
  gap: number | null
  attemptsUsed: number
}
type Seal = Pick<SealRow, 'contestId' | 'number'>
export type SealsStore = ReturnType<typeof createSealsStore>

export function createSealsStore({ sql }: Database) {
  const columns = sql`contest_id as "contestId", number, state, reason, action_id as "actionId", asked_by as "askedBy", asked_at as "askedAt", step, problem,
    sealed_at as "sealedAt", manifests, pseudonyms`
  return {
    list: (contestId: number) => sql<SealRow[]>`select ${columns} from result_seals where contest_id = ${contestId} order by number desc`,
    async find({ contestId, number }: Seal): Promise<SealRow | undefined> {
      const [row] = await sql<SealRow[]>`select ${columns} from result_seals where contest_id = ${contestId} and number = ${number}`
      return row
    },
    waiting: () => sql<SealRow[]>`select ${columns} from result_seals where state = 'waiting' order by asked_at`,
    async isPublished(contestId: number): Promise<boolean> {
      const [row] = await sql<{ is: boolean }[]>`select published_at is not null as is from contests where id = ${contestId}`
      return row?.is ?? false
    },

    /**
     * Asks for the next seal; a number whose making failed is used again. One at a time: false where one is being made, or the number is
     * taken meanwhile.
     */
    async ask(
      by: ActBy,
      { contestId, number, reason, actionId }: Seal & { reason: string; actionId: string },
      wake: (transaction: TransactionSql) => Promise<void>,
    ) {
      return sql.begin(async (transaction) => {
        const asked = await transaction`
          insert into result_seals (contest_id, number, reason, action_id, asked_by, asked_at)
          values (${contestId}, ${number}, ${reason}, ${actionId}, ${transaction.json(by as never)}::jsonb, ${new Date(by.atMs)})
          on conflict (contest_id, number) do update set state = 'waiting', reason = excluded.reason, action_id = excluded.action_id, asked_by = excluded.asked_by,
            asked_at = excluded.asked_at, step = '{}', problem = null
          where result_seals.state = 'failed' returning 1`
        if (asked.length === 0) return false
        await wake(transaction)
        await recordActs(transaction, by, [{ act: 'seal.ask', subject: { sealNumber: number }, contestId, ...(reason === '' ? {} : { reason }) }])
        return true
      }) as Promise<boolean>
    },

    /** What was to be guessed is known; from here on everybody's standing in these rounds is made anew, one piece after the other. */
    async beginRefold({ contestId, number }: Seal, truths: readonly { roundId: number; truth: number }[]): Promise<void> {
      const step: SealStep = { kind: 'refold', roundIds: truths.map(({ roundId }) => roundId), after: '' }
      await sql.begin(async (transaction) => {
        for (const { roundId, truth } of truths)
          await transaction`update rounds set prediction_truth = ${truth} where contest_id = ${contestId} and id = ${roundId}`
        await transaction`update result_seals set step = ${transaction.json(step as never)}::jsonb where contest_id = ${contestId} and number = ${number}`
      })
    },
    /** The next people of a round by their ids. */
    async peopleAfter({ contestId, roundId }: { contestId: number; roundId: number }, after: string, limit: number): Promise<string[]> {
      const rows = await sql<{ id: string }[]>`
        select distinct contestant_id as id from attempts
        where contest_id = ${contestId} and round_id = ${roundId} and contestant_id > ${after === '' ? '00000000-0000-0000-0000-000000000000' : after}::text::uuid
        order by 1 limit ${limit}`
      return rows.map(({ id }) => id)
    },
    begin: <Result>(work: (transaction: TransactionSql) => Promise<Result>): Promise<Result> => sql.begin(work) as Promise<Result>,
    moveTo: async ({ contestId, number }: Seal, step: SealStep, transaction: TransactionSql | typeof sql = sql): Promise<void> => {
      await transaction`update result_seals set step = ${sql.json(step as never)}::jsonb where contest_id = ${contestId} and number = ${number}`
    },

    /** Whatever an earlier try left behind goes. */
    async clear({ contestId, number }: Seal): Promise<void> {
      await sql`delete from result_seal_pieces p using result_seals s where p.contest_id = ${contestId} and p.seal_number = ${number}
        and s.contest_id = p.contest_id and s.number = p.seal_number and s.state = 'waiting'`
      await sql`delete from sealed_places p using result_seals s where p.contest_id = ${contestId} and p.seal_number = ${number}
        and s.contest_id = p.contest_id and s.number = p.seal_number and s.state = 'waiting'`
      await sql`delete from sealed_races p using result_seals s where p.contest_id = ${contestId} and p.seal_number = ${number}
        and s.contest_id = p.contest_id and s.number = p.seal_number and s.state = 'waiting'`
    },
    async keepPiece({ contestId, number }: Seal, edition: Edition, piece: number, bytes: Buffer): Promise<void> {
      await sql`insert into result_seal_pieces (contest_id, seal_number, edition, piece, bytes) values (${contestId}, ${number}, ${edition}, ${piece}, ${bytes})`
    },
    async *pieces({ contestId, number }: Seal, edition: Edition): AsyncGenerator<Buffer> {
      for (let piece = 0; ; piece += 1) {
        const [row] = await sql<{ bytes: Buffer }[]>`
          select bytes from result_seal_pieces where contest_id = ${contestId} and seal_number = ${number} and edition = ${edition} and piece = ${piece}`
        if (!row) return
        yield row.bytes
      }
    },
    async keepPlaces({ contestId, number }: Seal, roundId: number, places: readonly PlaceRow[]): Promise<void> {
      await sql`
        insert into sealed_places (contest_id, seal_number, round_id, contestant_id, place, unit_id, attempt_id, score_thousandths, duration_ms, submitted_at_ms,
          prediction, prediction_gap, attempts_used)
        select ${contestId}, ${number}, ${roundId}, * from unnest(${arrayOf(places, (row) => row.contestantId)}::text::uuid[],
          ${arrayOf(places, (row) => row.place)}::text::integer[], ${arrayOf(places, (row) => row.unitId)}::text::integer[],
          ${arrayOf(places, (row) => row.attemptId)}::text::uuid[], ${arrayOf(places, (row) => row.score)}::text::bigint[],
          ${arrayOf(places, (row) => row.durationMs)}::text::bigint[], ${arrayOf(places, (row) => row.submittedAtMs)}::text::bigint[],
          ${nullableArrayOf(places, (row) => row.prediction)}::text::bigint[], ${nullableArrayOf(places, (row) => row.gap)}::text::bigint[],
          ${arrayOf(places, (row) => row.attemptsUsed)}::text::integer[])`
    },

    async fail({ contestId, number }: Seal, problem: string): Promise<void> {
      await sql`update result_seals set state = 'failed', problem = ${problem} where contest_id = ${contestId} and number = ${number} and state = 'waiting'`
    },
    /** From here on it is the truth of this contest, until the next one. `then` belongs to the same transaction. */
    async finish(
      by: ActBy,
      seal: Seal & { reason: string },
      { manifests, rules, pseudonyms, atMs }: { manifests: Record<Edition, WrittenBundle>; rules: SealedRules; pseudonyms: Buffer; atMs: number },
      then: (transaction: TransactionSql) => Promise<void>,
    ): Promise<void> {
      const { contestId, number, reason } = seal
      await sql.begin(async (transaction) => {
        const sealed = await transaction`
          update result_seals set state = 'sealed', sealed_at = ${new Date(atMs)}, manifests = ${transaction.json(manifests as never)}::jsonb,
            rules = ${transaction.json(rules as never)}::jsonb, pseudonyms = ${pseudonyms}
          where contest_id = ${contestId} and number = ${number} and state = 'waiting' returning 1`
        if (sealed.length === 0) return
        await then(transaction)
        const after = { full: manifests.full.manifestSha256, public: manifests.public.manifestSha256, keyId: manifests.full.keyId }
        await recordActs(transaction, { ...by, atMs }, [
          { act: 'seal.make', subject: { sealNumber: number }, contestId, after, ...(reason === '' ? {} : { reason }) },
        ])
      })
    },
  }
}
