import { isDeepStrictEqual } from 'node:util'
import type { Sql } from 'postgres'
import type { Receipt } from '../../server/contract/attempts.ts'
import { decodeMember } from '../../server/features/standings/board-member.ts'
import { placeByOf } from '../../server/features/standings/ranking.ts'
import type { BoardId, LiveState, PlacedMember } from '../../server/live/port.ts'
import { createRedisLiveState } from '../../server/live/redis/redis-live-state.ts'
import { eventually } from '../helpers/eventually.ts'
import type { DrillContest } from './drill-contest.ts'
import type { DrillLedger } from './drill-ledger.ts'
import { createLine } from './drill-line.ts'
import { type CountedAttempt, type CountedBoard, type CountedTap, recount } from './recount.ts'

export type Audited = {
  failures: string[]
  loggedTaps: number
  closedAttempts: number
  boardRows: number
  askedAgain: number
}

/** Holds what people were promised against what PostgreSQL and live state hold. Every difference is a failure with its ids. */
export async function audit(options: {
  sql: Sql
  redisUrl: string
  contest: DrillContest
  ledger: DrillLedger
  origins: readonly string[]
}): Promise<Audited> {
  const { sql, redisUrl, contest, ledger, origins } = options
  const failures = [...ledger.failures]
  await eventually('every closed attempt is scored', async () => {
    const [row] =
      await sql`select count(*)::integer as n from attempts where contest_id = ${contest.contestId} and state <> 'open' and key_number is null`
    return row?.n === 0
  })
  const { attempts, board } = await recount(sql, contest)
  const taps = attempts.flatMap((attempt) => attempt.taps)
  failures.push(...auditTaps(taps, ledger), ...auditAttempts(attempts, ledger))
  const asked = await askAgain(attempts, ledger, origins)
  failures.push(...asked.failures)
  // the receipts above were read from rows that this must not have changed
  if (!isDeepStrictEqual((await recount(sql, contest)).attempts, attempts)) failures.push('asking for receipts again changed an attempt or its log')
  failures.push(...(await auditBoards(redisUrl, contest, board)))
  return {
    failures,
    loggedTaps: taps.length,
    closedAttempts: attempts.filter((attempt) => attempt.state !== 'open').length,
    boardRows: board.rows.length,
    askedAgain: asked.count,
  }
}

function auditTaps(logged: readonly CountedTap[], ledger: DrillLedger): string[] {
  const failures: string[] = []
  const byAction = Map.groupBy(logged, (tap) => tap.actionId)
  for (const [actionId, rows] of byAction) {
    if (rows.length > 1) failures.push(`action ${actionId} is in the log ${rows.length} times`)
    const sent = ledger.taps.get(actionId)
    const row = rows[0] as CountedTap
    if (!sent) failures.push(`action ${actionId} is in the log, but nobody sent it`)
    else if (!isDeepStrictEqual(contentOf(sent), contentOf(row))) failures.push(`action ${actionId} was logged with another content than was sent`)
    else if (sent.refused !== undefined) failures.push(`action ${actionId} was refused with ${sent.refused}, but is in the log`)
  }
  for (const { id, tap } of ledger.taps.values()) {
    if (tap === undefined) continue
    const row = byAction.get(id)?.[0]
    if (!row) failures.push(`action ${id} was acknowledged as tap ${tap}, but is not in the log`)
    else if (row.tap !== tap) failures.push(`action ${id} was acknowledged as tap ${tap}, but stands in the log as ${row.tap}`)
  }
  return failures
}

function contentOf({ attemptId, question, seq, device, answer }: Pick<CountedTap, 'attemptId' | 'question' | 'seq' | 'device' | 'answer'>) {
  return { attemptId, question, seq, device, answer }
}

function auditAttempts(attempts: readonly CountedAttempt[], ledger: DrillLedger): string[] {
  const failures: string[] = []
  const byId = new Map(attempts.map((attempt) => [attempt.id, attempt]))
  for (const attemptId of ledger.starts.values()) if (!byId.has(attemptId)) failures.push(`attempt ${attemptId} was acknowledged, but is not there`)
  for (const { id, state, stored, counted, taps, acceptsUntilMs, closedAtMs } of attempts) {
    taps.forEach((tap, index) => {
      if (tap.tap !== index + 1) failures.push(`the taps of attempt ${id} are not numbered without a gap: ${tap.tap} stands at place ${index + 1}`)
      if (tap.receivedAtMs > acceptsUntilMs) failures.push(`tap ${tap.tap} of attempt ${id} came after deadline and grace`)
      if (closedAtMs !== null && !tap.isOvertaken && tap.receivedAtMs > closedAtMs)
        failures.push(`tap ${tap.tap} of attempt ${id} counts, but came after its end`)
    })
    if (state === 'open') continue
    const { digest, ...score } = stored
    if (!isDeepStrictEqual(score, counted))
      failures.push(`attempt ${id} is stored with ${JSON.stringify(score)}, its log gives ${JSON.stringify(counted)}`)
    if (digest === null) failures.push(`attempt ${id} is scored without a digest`)
  }
  for (const [attemptId, { receipt }] of ledger.submissions) {
    const attempt = byId.get(attemptId)
    if (!receipt || !attempt) continue
    const stored = {
      attemptId,
      code: attempt.receiptCode,
      state: attempt.state,
      closedAt: new Date(attempt.closedAtMs ?? 0).toISOString(),
      answeredCount: attempt.counted.answeredCount,
      digest: attempt.stored.digest,
      scoreThousandths: attempt.counted.scoreThousandths,
    }
    // the signature is over what is compared here
    const { keyId: _keyId, signature: _signature, ...told } = receipt
    if (!isDeepStrictEqual(told, stored))
      failures.push(`the receipt of ${attemptId} says ${JSON.stringify(receipt)}, the log gives ${JSON.stringify(stored)}`)
  }
  return failures
}

/** Every process must give every acknowledged submission its first receipt, for the first action and for a new one. */
async function askAgain(
  attempts: readonly CountedAttempt[],
  ledger: DrillLedger,
  origins: readonly string[],
): Promise<{ failures: string[]; count: number }> {
  const line = createLine(32)
  const failures: string[] = []
  let count = 0
  const closed = attempts.filter((attempt) => attempt.state !== 'open')
  const ask = async ({ id }: CountedAttempt) => {
    const submission = ledger.submissions.get(id)
    if (!submission?.receipt) return
    for (const origin of origins) {
      for (const actionId of [submission.actionIds[0], crypto.randomUUID()]) {
        const path = `/api/v1/attempts/${id}/submission`
        const reply = await line.send({ method: 'POST', origin, path, token: submission.token, body: { actionId } })
        count += 1
        if (!isDeepStrictEqual(reply.body as Receipt, submission.receipt))
          failures.push(`asked again, ${id} got ${JSON.stringify(reply.body)} instead of ${JSON.stringify(submission.receipt)}`)
      }
    }
  }
  const queue = closed.values()
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (const attempt of queue) await ask(attempt)
    }),
  )
  line.close()
  return { failures, count }
}

/** Boards follow within seconds: waited for, then compared whole, page by page, place by place. */
export async function auditBoards(redisUrl: string, { contestId, roundId, settings }: DrillContest, expected: CountedBoard): Promise<string[]> {
  const live = createRedisLiveState({ urls: [redisUrl], onError() {} })
  const failures: string[] = []
  try {
    for (const projection of ['official', 'public'] as const) {
      const board: BoardId = { contestId, roundId, projection }
      let difference: string | undefined
      await eventually(`the ${projection} board equals the recount`, async () => {
        difference = differenceOf(await wholeBoard(live, board), await live.boards.tallies(board), expected)
        return difference === undefined
      }).catch(() => failures.push(`the ${projection} board differs from the recount: ${difference}`))
    }
  } finally {
    await live.close()
  }
  return failures

  function differenceOf(
    members: readonly PlacedMember[],
    tallies: readonly { unitId: number; entrants: number }[],
    wanted: CountedBoard,
  ): string | undefined {
    if (members.length !== wanted.rows.length) return `${members.length} rows instead of ${wanted.rows.length}`
    for (const [index, { place, member }] of members.entries()) {
      const row = wanted.rows[index] as CountedBoard['rows'][number]
      const { placeBy, entrantId } = decodeMember(member)
      const shown = { place, contestantId: entrantId, placeBy }
      const counted = { place: row.place, contestantId: row.contestantId, placeBy: placeByOf(settings.ranking, row.ranked) }
      if (!isDeepStrictEqual(shown, counted)) return `row ${index} is ${JSON.stringify(shown)} instead of ${JSON.stringify(counted)}`
    }
    const shown = new Map(tallies.map(({ unitId, entrants }) => [unitId, entrants]))
    return isDeepStrictEqual(shown, wanted.tallies)
      ? undefined
      : `tallies ${JSON.stringify([...shown])} instead of ${JSON.stringify([...wanted.tallies])}`
  }
}

async function wholeBoard(live: LiveState, board: BoardId): Promise<PlacedMember[]> {
  const pageSize = 500
  const members: PlacedMember[] = []
  for (;;) {
    const page = await live.boards.page(board, members.length, pageSize)
    members.push(...page)
    if (page.length < pageSize) return members
  }
}
