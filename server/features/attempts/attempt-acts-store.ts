import type { TransactionSql } from 'postgres'
import type { AttemptActKind } from '../../contract/attempt-acts.ts'
import type { AttemptState } from '../../contract/contestants.ts'
import { Problem } from '../../contract/errors.ts'
import type { Database } from '../../database/client.ts'
import { isUniqueViolation } from '../../database/database-errors.ts'
import { type Act, type ActBy, recordActs } from '../audit/act.ts'

/** What one act is kept with, so that a repeat is answered from it. */
export type ActOrder = {
  contestId: number
  roundId: number
  attemptId: string | null
  actionId: string
  kind: AttemptActKind
  requestDigest: Buffer
  isLimited: boolean
  seconds: number
  by: ActBy
}
export type ActedAttempt = {
  id: string
  roundId: number
  contestantId: string
  unitId: number
  attemptNo: number
  state: AttemptState
  startedAt: Date
  deadlineAt: Date
  closedAt: Date | null
  keyNumber: number | null
  scoreThousandths: number | null
  isErased: boolean
}
/** What support has done to one attempt so far. */
export type Helped = { times: number; seconds: number }

export type AttemptActsStore = ReturnType<typeof createAttemptActsStore>

export function createAttemptActsStore({ sql }: Pick<Database, 'sql'>) {
  return {
    /** One act with everything that follows from it: all or nothing, and once. `hold` comes before anything is read. */
    async once<Reply extends object>(
      order: ActOrder,
      hold: (transaction: TransactionSql) => Promise<unknown>,
      work: (transaction: TransactionSql) => Promise<{ reply: Reply; acts: readonly Act[] }>,
    ): Promise<Reply> {
      return sql
        .begin(async (transaction) => {
          await hold(transaction)
          const known = await replyTo<Reply>(transaction, order)
          if (known) return known
          const { reply, acts } = await work(transaction)
          await keep(transaction, order, reply)
          await recordActs(transaction, order.by, acts)
          return reply
        })
        .catch((error: unknown) => {
          // the same action for two attempts, at the same moment
          throw isUniqueViolation(error, 'attempt_acts_contest_id_action_id_pk') ? new Problem('ACTION_ID_REUSED') : error
        }) as Promise<Reply>
    },

    async ownerOf(contestId: number, attemptId: string): Promise<{ contestantId: string; roundId: number } | undefined> {
      const [row] = await sql<{ contestantId: string; roundId: number }[]>`
        select contestant_id as "contestantId", round_id as "roundId" from attempts where contest_id = ${contestId} and id = ${attemptId}`
      return row
    },

    /** Closes, saves and scorings of it wait until the transaction ends. */
    async lock(transaction: TransactionSql, contestId: number, attemptId: string): Promise<ActedAttempt | undefined> {
      await transaction`select from attempts where contest_id = ${contestId} and id = ${attemptId} for no key update`
      return find(transaction, contestId, attemptId)
    },
    find,

    async helped(transaction: TransactionSql, contestId: number, attemptId: string): Promise<Helped> {
      const [row] = await transaction<Helped[]>`
        select count(*)::integer as times, coalesce(sum(seconds), 0)::integer as seconds
        from attempt_acts where contest_id = ${contestId} and attempt_id = ${attemptId} and is_limited`
      return row ?? { times: 0, seconds: 0 }
    },
  }
}

async function find(transaction: TransactionSql, contestId: number, attemptId: string): Promise<ActedAttempt | undefined> {
  const [row] = await transaction<ActedAttempt[]>`
    select a.id, a.round_id as "roundId", a.contestant_id as "contestantId", a.unit_id as "unitId", a.attempt_no as "attemptNo", a.state, a.started_at as "startedAt",
      a.deadline_at as "deadlineAt", a.closed_at as "closedAt", a.key_number as "keyNumber", a.score_thousandths as "scoreThousandths",
      c.erased_at is not null as "isErased"
    from attempts a join contestants c on c.contest_id = a.contest_id and c.id = a.contestant_id
    where a.contest_id = ${contestId} and a.id = ${attemptId}`
  return row
}

async function replyTo<Reply>(transaction: TransactionSql, order: ActOrder): Promise<Reply | undefined> {
  const [known] = await transaction<{ requestDigest: Buffer; reply: Reply }[]>`
    select request_digest as "requestDigest", reply from attempt_acts where contest_id = ${order.contestId} and action_id = ${order.actionId}`
  if (known && !known.requestDigest.equals(order.requestDigest)) throw new Problem('ACTION_ID_REUSED')
  return known?.reply
}

async function keep(transaction: TransactionSql, order: ActOrder, reply: object): Promise<void> {
  const { contestId, actionId, roundId, attemptId, kind, requestDigest, isLimited, seconds, by } = order
  await transaction`
    insert into attempt_acts (contest_id, action_id, round_id, attempt_id, kind, request_digest, is_limited, seconds, at, reply)
    values (${contestId}, ${actionId}, ${roundId}, ${attemptId}, ${kind}, ${requestDigest}, ${isLimited}, ${seconds}, ${new Date(by.atMs)}, ${transaction.json(reply as never)})`
}
