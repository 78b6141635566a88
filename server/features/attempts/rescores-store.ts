import type { TransactionSql } from 'postgres'
import { arrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'
import type { StandingsService } from '../standings/standings-service.ts'
import { askSql, columnsOfAsked } from './asked-essays.ts'
import type { Graded } from './score-store.ts'

type Round = { contestId: number; roundId: number }
export type RescoresStore = ReturnType<typeof createRescoresStore>

export function createRescoresStore({ database: { sql }, standings }: { database: Database; standings: Pick<StandingsService, 'hold' | 'refold'> }) {
  return {
    /** Contests whose papers hold amended revisions, each with the highest amendment of them. */
    async amended(): Promise<{ contestId: number; keyNumber: number }[]> {
      return sql<{ contestId: number; keyNumber: number }[]>`
        select v.contest_id as "contestId", max(m.number)::integer as "keyNumber"
        from key_amendments m join round_versions v
          on v.settings #> '{blueprint,pools}' @> jsonb_build_array(jsonb_build_object('revisionIds', jsonb_build_array(m.revision_id::text)))
        group by v.contest_id order by v.contest_id`
    },
    /** How many attempts of the contest have a score by a lower number: what is to be done. */
    async countOutdated(contestId: number, keyNumber: number): Promise<number> {
      const [row] = await sql<{ count: number }[]>`
        select count(*)::integer as count from attempts
        where contest_id = ${contestId} and state in ('submitted', 'expired') and key_number < ${keyNumber}`
      return row?.count ?? 0
    },
    async cursor(contestId: number, keyNumber: number): Promise<string | undefined> {
      const [row] = await sql<{ seenBelow: string }[]>`
        select seen_below::text as "seenBelow" from job_cursors where name = ${cursorOf(contestId, keyNumber)}`
      return row?.seenBelow
    },
    /** From the first standing, for this number and no longer for those before it. */
    async begin(contestId: number, keyNumber: number): Promise<void> {
      await sql.begin(async (transaction) => {
        await transaction`delete from job_cursors where name like ${`rescore ${contestId} %`}`
        await transaction`insert into job_cursors (name, seen_below) values (${cursorOf(contestId, keyNumber)}, '0')`
      })
    },
    async moveCursor(contestId: number, keyNumber: number, seenBelow: string): Promise<void> {
      await sql`update job_cursors set seen_below = ${seenBelow}::text::xid8 where name = ${cursorOf(contestId, keyNumber)}`
    },
    async outdated({ contestId, roundId }: Round, contestantIds: readonly string[], keyNumber: number): Promise<string[]> {
      const rows = await sql<{ id: string }[]>`
        select id from attempts where contest_id = ${contestId} and round_id = ${roundId} and contestant_id = any(${arrayOf(contestantIds, String)}::text::uuid[])
          and state in ('submitted', 'expired') and key_number < ${keyNumber} order by id`
      return rows.map((row) => row.id)
    },

    /**
     * Scores by a higher key number, and the standings of their people made anew, in one transaction. A person whom somebody else holds is
     * not waited for, so submissions are not held up: false when such a one is left.
     */
    async record(round: Round, rescores: readonly Graded[]): Promise<boolean> {
      return sql.begin(async (transaction) => {
        const people = [...new Set(rescores.map(({ contestantId }) => contestantId))]
        const [held] = await Promise.all([
          standings.hold(transaction, round.contestId, people, false),
          // nobody is told of it, and what a crash takes away is made again: the cursor lies behind it in the same log
          transaction`set local synchronous_commit = off`.execute(),
        ])
        const holds = new Set(held)
        const written = rescores.filter(({ contestantId }) => holds.has(contestantId))
        if (written.length > 0) await write(transaction, round, written)
        if (held.length > 0) await standings.refold(transaction, round, held)
        return held.length === people.length
      }) as Promise<boolean>
    },
  }
}

function cursorOf(contestId: number, keyNumber: number): string {
  return `rescore ${contestId} ${keyNumber}`
}

async function write(transaction: TransactionSql, { contestId, roundId }: Round, rescores: readonly Graded[]): Promise<void> {
  if (rescores.some(({ essays }) => essays.length > 0)) {
    // an essay that was voided when it was scored may be asked for now; seen by the next statement
    await transaction.unsafe(
      `with scored as (select contest_id, id, round_id from attempts where contest_id = $1 and id = any($2::text::uuid[])) ${askSql(2)}
       on conflict (contest_id, attempt_id, question) do nothing`,
      [contestId, ...columnsOfAsked(rescores)],
    )
  }
  // the parts of one statement see what was there before it: the score that is left behind, and the standing that followed from it
  await transaction.unsafe(
    `with amended as (update attempts a set key_number = i.key_number, correct_count = i.correct, answered_count = i.answered, most_thousandths = i.most,
        score_thousandths = i.score + coalesce(m.points, 0), marked_thousandths = coalesce(m.points, 0), essays_waiting = coalesce(m.waiting, 0)
      from unnest($3::text::uuid[], $4::text::smallint[], $5::text::integer[], $6::text::smallint[], $7::text::smallint[], $8::text::boolean[], $9::text::integer[],
            $10::text::smallint[]) as i(id, key_number, score, correct, answered, has_essays, most, reopenings)
        left join lateral (select points, waiting from essay_marks_of($1, i.id, i.key_number) where i.has_essays) m on true
      where a.contest_id = $1 and a.round_id = $2 and a.id = i.id and a.key_number < i.key_number and a.reopenings = i.reopenings
      returning a.id, a.contestant_id, a.key_number, a.score_thousandths)
      insert into amended_scores (contest_id, key_number, attempt_id, round_id, contestant_id, key_before, score_before, score_after, place_by)
      select $1, n.key_number, n.id, $2, n.contestant_id, o.key_number, o.score_thousandths, n.score_thousandths, s.place_by
      from amended n join attempts o on o.contest_id = $1 and o.id = n.id
        left join standings s on s.contest_id = $1 and s.round_id = $2 and s.projection = 'official' and s.contestant_id = n.contestant_id
      where o.score_thousandths <> n.score_thousandths on conflict do nothing`,
    [
      contestId,
      roundId,
      arrayOf(rescores, (one) => one.attemptId),
      arrayOf(rescores, (one) => one.keyNumber),
      arrayOf(rescores, (one) => one.scoreThousandths),
      arrayOf(rescores, (one) => one.correctCount),
      arrayOf(rescores, (one) => one.answeredCount),
      arrayOf(rescores, (one) => String(one.essays.length > 0)),
      arrayOf(rescores, (one) => one.mostThousandths),
      arrayOf(rescores, (one) => one.reopenings),
    ],
    { prepare: true },
  )
}
