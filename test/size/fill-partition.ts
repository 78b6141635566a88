import type { Sql } from 'postgres'
import type { Cumulative } from '../../server/contract/contest-rules.ts'
import type { RoundSettings } from '../../server/features/contests/round-settings.ts'
import { createStandingsStore } from '../../server/features/standings/standings-store.ts'

export type Size = { people: number; attemptsEach: number; answersEach: number }
type Round = { contestId: number; roundId: number; unitId: number; settings: RoundSettings; cumulative?: Cumulative }

/** So many attempts are written by one transaction: what a statement keeps until it ends stays small. */
const attemptsAtOnce = 50_000
const foldedAtOnce = 2_000
const writers = 2

/** People who are registered and have done nothing yet, over the last twenty days. */
export async function registerPeople(sql: Sql, { contestId, unitId }: Round, people: number): Promise<void> {
  await sql`
    insert into contestants (contest_id, id, action_id, request_digest, seed, unit_id, device, consents, registered_at)
    select ${contestId}, uuidv7(n * interval '20 days' / ${people} - interval '40 days'), gen_random_uuid(), '\\x00', substring(sha256((n || 'seed')::bytea) for 16), ${unitId},
      'thiet-bi-' || n, '[]', now() - interval '40 days' from generate_series(1, ${people}) n`
}

/**
 * A long contest with unlimited attempts, as it would be after weeks: everybody sat so often and answered every question, every score is
 * written and counted in the statistics, and everybody stands. Written inside PostgreSQL, with the indexes of production in place,
 * in the order of time: so the sittings of one person lie far apart.
 */
export async function fillPartition(sql: Sql, round: Round, size: Size, say: (line: string) => void): Promise<void> {
  await registerPeople(sql, round, size.people)
  say(`${size.people} people are registered`)
  const people = await sql<{ id: string }[]>`select id from contestants where contest_id = ${round.contestId} order by id`
  const ids = people.map(({ id }) => id)
  let written = 0
  const sittings = Array.from({ length: size.attemptsEach }, (_, before) =>
    piecesOf(ids, attemptsAtOnce).map((piece) => ({ attemptNo: before + 1, piece })),
  )
  await besides(sittings.flat(), async ({ attemptNo, piece }) => {
    await sql.unsafe(pieceSql(round, size), [attemptNo, piece[0] as string, piece.at(-1) as string])
    const before = written
    written += piece.length
    const tenth = (size.people * size.attemptsEach) / 10
    if (Math.floor(written / tenth) > Math.floor(before / tenth)) say(`${written} attempts are written, ${written * size.answersEach} answers`)
  })
  await sql`analyze attempts`
  await foldAll(sql, round, ids)
  say('everybody stands')
  await sql`vacuum analyze`
  await sql`checkpoint`
  say('vacuumed, as autovacuum would have done over the weeks')
}

/** $1 which attempt of everybody, $2 and $3 from whom to whom. */
function pieceSql({ contestId, roundId }: Round, { people, attemptsEach, answersEach }: Size): string {
  // a day for each attempt, everybody in turn, until yesterday
  const ago = `((${attemptsEach} - $1::integer + 1) * interval '1 day' + interval '1 day' - split_part(c.device, '-', 3)::integer * interval '1 day' / ${people})`
  return `with sat as (
      insert into attempts (contest_id, id, round_id, contestant_id, unit_id, attempt_no, attempts_allowed, round_version, question_count, state, start_action_id, device,
        started_at, deadline_at, accepts_until, closed_at, settled_at, submit_action_id, receipt_code, key_number, score_thousandths, most_thousandths, reading_floor_ms,
        correct_count, answered_count, duration_ms, answer_digest)
      select c.contest_id, uuidv7(-a.ago), ${roundId}, c.id, c.unit_id, $1::integer, null, 1, ${answersEach}, 'submitted', gen_random_uuid(), c.device,
        now() - a.ago, now() - a.ago + interval '50 minutes', now() - a.ago + interval '50 minutes', now() - a.ago + interval '3 minutes', now() - a.ago + interval '3 minutes',
        gen_random_uuid(), 'ABCDEFGHJK', 0, s.right_ones * 1000, ${answersEach} * 1000, 20000, s.right_ones, ${answersEach}, 120000 + s.turn % 60000, sha256(c.id::text::bytea)
      from contestants c
      cross join lateral (select ${ago} as ago) a
      cross join lateral (select abs(hashint4(split_part(c.device, '-', 3)::integer * 31 + $1::integer)) as turn) t
      cross join lateral (select t.turn, t.turn % (${answersEach} + 1) as right_ones) s
      where c.contest_id = ${contestId} and c.id between $2::text::uuid and $3::text::uuid
      order by a.ago desc
      returning contest_id, id, contestant_id, device, started_at
    ), answered as (
      insert into answer_log_c${contestId} (contest_id, attempt_id, tap, question, is_overtaken, seq, received_at, action_id, device, answer)
      select sat.contest_id, sat.id, n, n - 1, false, n, sat.started_at + n * interval '12 seconds', gen_random_uuid(), sat.device, (n % 4)::text
      from sat, generate_series(1, ${answersEach}) n
    ), counted as (
      insert into counted_attempts (contest_id, attempt_id) select contest_id, id from sat
    )
    insert into integrity_signals (contest_id, round_id, attempt_id, contestant_id, device, reading_floor_ms, wrong_digest, wrong_count)
    select contest_id, ${roundId}, id, contestant_id, device, 20000, null, 2 from sat`
}

/** By the rules themselves, as the service makes standings anew. */
async function foldAll(sql: Sql, { contestId, roundId, settings, cumulative }: Round, ids: readonly string[]): Promise<void> {
  const store = createStandingsStore({ sql, close: async () => {} })
  await besides(piecesOf(ids, foldedAtOnce), (piece) =>
    store.begin(async (transaction) => {
      await store.foldRound(transaction, { contestId, roundId, version: 1, rules: settings }, piece)
      if (cumulative) await store.foldContest(transaction, { contestId, version: 1, rules: cumulative }, piece)
    }),
  )
}

function piecesOf(ids: readonly string[], atOnce: number): (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / atOnce) }, (_, piece) => ids.slice(piece * atOnce, (piece + 1) * atOnce))
}

/** In order, by as many writers as small servers have cores. */
async function besides<Piece>(pieces: readonly Piece[], write: (piece: Piece) => Promise<void>): Promise<void> {
  const waiting = pieces.values()
  await Promise.all(
    Array.from({ length: writers }, async () => {
      for (const piece of waiting) await write(piece)
    }),
  )
}
