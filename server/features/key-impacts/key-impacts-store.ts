import type { TransactionSql } from 'postgres'
import type { KeyChange } from '../../../question-bank/amended-key.ts'
import type { RoundImpact } from '../../contract/key-impacts.ts'
import { arrayOf, textArrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'
import type { ActBy } from '../audit/act.ts'
import type { FoldedAttempt, FoldedPerson, RoundStanding } from '../standings/fold-attempts.ts'
import type { PlaceBy } from '../standings/ranking.ts'
import { wholeContest } from '../standings/whole-contest.ts'

/** People by their ids alone: a name kept here would outlive its person. Winners are ids too. */
export type KeptImpact = Omit<RoundImpact, 'first'> & { first: Omit<RoundImpact['first'][number], 'name'>[] }
export type ImpactStep = { place: number; after: string; attempts: number; changed: number; deltas: Record<string, number>; rounds: KeptImpact[] }
export type ImpactRow = {
  id: string
  revisionId: string
  change: KeyChange
  keyNumber: number
  state: 'waiting' | 'ready' | 'failed'
  askedAt: Date
  step: Partial<ImpactStep>
  done: number
  total: number
  result: { rounds: KeptImpact[] } | null
}
export type RoundOfImpact = { contestId: number; roundId: number; attempts: number }
export type SatAttempt = FoldedAttempt & { contestantId: string; registeredAtMs: number; bornDay: number | null }
/** What a person would bring to the result of the contest from one round: kept until that result is worked out. */
export type ImpactStanding = { contestantId: string; placeBy: PlaceBy; standing: RoundStanding | null }
/** The same from every round that counts, with whatever the amendment changes. */
export type PersonInRounds = FoldedPerson & { contestantId: string; rounds: RoundStanding[] }
export type Compared = { contestantId: string; place: number; placeThen: number }
const noPerson = '00000000-0000-0000-0000-000000000000'

export type KeyImpactsStore = ReturnType<typeof createKeyImpactsStore>

export function createKeyImpactsStore({ sql }: Database) {
  const columns = sql`id, revision_id as "revisionId", change, key_number as "keyNumber", state, asked_at as "askedAt", step, done, total, result`
  return {
    async ask(by: ActBy, id: string, revisionId: string, change: KeyChange, wake: (transaction: TransactionSql) => Promise<void>): Promise<void> {
      await sql.begin(async (transaction) => {
        await transaction`
          insert into key_impacts (id, revision_id, change, key_number, asked_by, asked_at)
          select ${id}, ${revisionId}, ${transaction.json(change as never)}::jsonb, coalesce(max(number), 0), ${transaction.json(by as never)}::jsonb, ${new Date(by.atMs)}
          from key_amendments`
        await wake(transaction)
      })
    },
    async find(id: string): Promise<ImpactRow | undefined> {
      const [row] = await sql<ImpactRow[]>`select ${columns} from key_impacts where id = ${id}`
      return row
    },
    waiting: () => sql<ImpactRow[]>`select ${columns} from key_impacts where state = 'waiting' order by asked_at`,
    /** Rounds on whose papers the revision can stand, with how many attempts there are to look at; after those of a contest its result over all rounds. */
    rounds: (revisionId: string) => sql<RoundOfImpact[]>`
      with asking as (
        select distinct contest_id, round_id from round_versions v
        where v.settings #> '{blueprint,pools}' @> jsonb_build_array(jsonb_build_object('revisionIds', jsonb_build_array(${revisionId}::text)))
      ), looked_at as (
        select *, false as is_whole from asking
        union all
        select distinct a.contest_id, ${wholeContest}::integer, true from asking a join contests c on c.id = a.contest_id
        where jsonb_typeof(c.settings->'cumulative') = 'object'
      )
      select l.contest_id as "contestId", l.round_id as "roundId", (
        select count(*)::integer from attempts a where a.contest_id = l.contest_id and a.round_id = l.round_id and a.state in ('submitted', 'expired') and a.key_number is not null) as attempts
      from looked_at l order by 1, l.is_whole, 2`,
    /** Every scored attempt of the next people of a round. */
    sat: ({ contestId, roundId }: RoundOfImpact, after: string, people: number) => sql<SatAttempt[]>`
      with next as (
        select distinct contestant_id from attempts where contest_id = ${contestId} and round_id = ${roundId}
          and contestant_id > ${after === '' ? noPerson : after}::text::uuid order by 1 limit ${people})
      select a.id, a.contestant_id as "contestantId", a.attempt_no as "attemptNo", a.unit_id as "unitId", a.score_thousandths as "scoreThousandths",
        a.prediction::float8 as prediction, a.duration_ms as "durationMs", a.reading_floor_ms as "readingFloorMs", a.most_thousandths as "mostThousandths",
        (extract(epoch from a.started_at) * 1000)::float8 as "startedAtMs", (extract(epoch from a.closed_at) * 1000)::float8 as "submittedAtMs",
        (extract(epoch from c.registered_at) * 1000)::float8 as "registeredAtMs", c.born_on - date '1970-01-01' as "bornDay"
      from next n join attempts a on a.contest_id = ${contestId} and a.round_id = ${roundId} and a.contestant_id = n.contestant_id
        join contestants c on c.contest_id = a.contest_id and c.id = a.contestant_id
      where a.state in ('submitted', 'expired') and a.key_number is not null order by a.contestant_id, a.attempt_no`,
    /** The next people who would stand elsewhere in some round, each with all their rounds that count, as those would be. */
    inRounds: ({ id }: Pick<ImpactRow, 'id'>, contestId: number, after: string, people: number) => sql<PersonInRounds[]>`
      with next as (
        select distinct contestant_id from key_impact_standings where contest_id = ${contestId} and impact_id = ${id} and round_id <> ${wholeContest}
          and contestant_id > ${after === '' ? noPerson : after}::text::uuid order by 1 limit ${people})
      select n.contestant_id as "contestantId", (extract(epoch from c.registered_at) * 1000)::float8 as "registeredAtMs", c.born_on - date '1970-01-01' as "bornDay",
        coalesce((select jsonb_agg(coalesce(nullif(i.standing, 'null'), jsonb_build_object(
            'score', s.score_thousandths, 'predictionGap', s.prediction_gap, 'durationMs', s.duration_ms, 'durationAboveFloorMs', s.duration_above_floor_ms,
            'submittedAtMs', s.submitted_at_ms, 'firstEnteredAtMs', s.first_entered_at_ms, 'attemptsUsed', s.attempts_used, 'fullMarkAttempts', s.full_mark_attempts,
            'attemptId', s.attempt_id, 'unitId', s.unit_id
          )) || jsonb_build_object('roundId', s.round_id, 'opensAtMs', extract(epoch from r.opens_at) * 1000))
          from standings s
          join rounds r on r.contest_id = s.contest_id and r.id = s.round_id
          join round_versions v on v.contest_id = r.contest_id and v.round_id = r.id and v.version = r.version and not (v.settings->>'isPractice')::boolean
          left join key_impact_standings i on i.contest_id = s.contest_id and i.impact_id = ${id} and i.round_id = s.round_id and i.contestant_id = s.contestant_id
          where s.contest_id = ${contestId} and s.contestant_id = n.contestant_id and s.projection = 'official' and s.place_by is not null), '[]') as rounds
      from next n join contestants c on c.contest_id = ${contestId} and c.id = n.contestant_id order by n.contestant_id`,
    async truth({ contestId, roundId }: RoundOfImpact): Promise<number | null> {
      const [row] = await sql<{ truth: number | null }[]>`
        select prediction_truth::float8 as truth from rounds where contest_id = ${contestId} and id = ${roundId}`
      return row?.truth ?? null
    },
    /** What was worked out of one piece, and how far that is, together. */
    async keep(
      { id }: Pick<ImpactRow, 'id'>,
      { contestId, roundId }: RoundOfImpact,
      standings: readonly ImpactStanding[],
      step: ImpactStep,
      done: number,
      total: number,
    ): Promise<void> {
      await sql.begin(async (transaction) => {
        await transaction`
          insert into key_impact_standings (contest_id, impact_id, round_id, contestant_id, place_by, standing)
          select ${contestId}, ${id}, ${roundId}, t.id, t.place_by::bigint[], t.standing::jsonb
          from unnest(${arrayOf(standings, (one) => one.contestantId)}::text::uuid[],
            ${textArrayOf(standings, ({ placeBy }) => `{${placeBy.map((value) => value ?? 'NULL').join()}}`)}::text::text[],
            ${textArrayOf(standings, ({ standing }) => JSON.stringify(standing))}::text::text[]) t(id, place_by, standing)
          on conflict (contest_id, impact_id, round_id, contestant_id) do update set place_by = excluded.place_by, standing = excluded.standing`
        await transaction`update key_impacts set step = ${transaction.json(step as never)}::jsonb, done = ${done}, total = ${total} where id = ${id}`
      })
    },
    /** Both orders of a board beside each other: how many move, and the first places of each. */
    async compare({ id }: Pick<ImpactRow, 'id'>, { contestId, roundId }: RoundOfImpact, first: number): Promise<{ moved: number; rows: Compared[] }> {
      const rows = await sql<(Compared & { moved: number })[]>`
        with ranked as (
          select s.contestant_id, rank() over (order by s.place_by) as place, rank() over (order by coalesce(i.place_by, s.place_by)) as place_then
          from standings s left join key_impact_standings i on i.contest_id = s.contest_id and i.impact_id = ${id} and i.round_id = s.round_id and i.contestant_id = s.contestant_id
          where s.contest_id = ${contestId} and s.round_id = ${roundId} and s.projection = 'official' and s.place_by is not null
        )
        select contestant_id as "contestantId", place::integer, place_then::integer as "placeThen", (select count(*)::integer from ranked where place <> place_then) as moved
        from ranked where place <= ${first} or place_then <= ${first} order by place_then, contestant_id`
      return { moved: rows[0]?.moved ?? 0, rows: rows.map(({ moved: _moved, ...row }) => row) }
    },
    async finish({ id }: Pick<ImpactRow, 'id'>, rounds: readonly KeptImpact[]): Promise<void> {
      await sql.begin(async (transaction) => {
        await transaction`delete from key_impact_standings where impact_id = ${id}`
        await transaction`
          update key_impacts set state = 'ready', result = ${transaction.json({ rounds } as never)}::jsonb, step = '{}', finished_at = now() where id = ${id}`
      })
    },
  }
}
