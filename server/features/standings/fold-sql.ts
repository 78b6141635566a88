import type { Cumulative } from '../../contract/contest-rules.ts'
import type { Fold, Places } from '../../contract/ranking.ts'
import { type FoldedKey, foldedKeys, foldsOverAttempts, foldsOverRounds, keysOfBest, type RoundFolding } from './folds.ts'
import { placeBySql, rankingKeys, rulesInForce } from './ranking.ts'

/** What a standing holds beside the person and the place: the columns that a fold fills, in the order of its select. */
const filled = [
  'unit_id',
  'attempt_id',
  'scored_attempts',
  ...foldedKeys.map((key) => rankingKeys[key].column),
  'prediction',
  'first_entered_at_ms',
  'attempts_used',
  'full_mark_attempts',
]

/** Where a folded relation takes the attempt or round that counts, the first and the last from. */
type Orders = { counting: string; first: string; last: string }

const epochMs = (of: string) => `(extract(epoch from ${of}) * 1000)::bigint`

/**
 * Makes the standings of people in one round anew from all of their scored attempts. $1 contest, $2 round, $3 people, $4 the rules' version; the caller
 * holds the people's rows of contestants: so nobody else does the same at this moment, and every committed score is seen. Whoever has no scored attempt
 * left keeps a row without a place, so that boards learn of it.
 */
export function foldAttemptsSql(rules: RoundFolding & { places: Places }): string {
  const folds = foldsOverAttempts(rules)
  const best = keysOfBest(rules).map((key) => `a.${rankingKeys[key].column} ${rankingKeys[key].better === 'higher' ? 'desc' : 'asc'} nulls last`)
  const orders: Orders = {
    first: 'a.attempt_no',
    last: 'a.attempt_no desc',
    counting: rules.counts === 'best' ? [...best, 'a.attempt_no'].join(', ') : rules.counts === 'first' ? 'a.attempt_no' : 'a.attempt_no desc',
  }
  return `with scored as (
      select a.*, p.projection, abs(a.prediction - r.prediction_truth) as prediction_gap, ${epochMs('a.closed_at')} as submitted_at_ms,
        greatest(0, a.duration_ms - a.reading_floor_ms) as duration_above_floor_ms
      from attempts a
      join rounds r on r.contest_id = a.contest_id and r.id = a.round_id
      -- the public board stops at the freeze and is kept apart; without a freeze there is one board
      join (values ('official'), ('public')) p(projection) on p.projection = 'official' or (r.freezes_at is not null and a.closed_at < r.freezes_at)
      where a.contest_id = $1 and a.round_id = $2 and a.contestant_id = any($3::text::uuid[]) and a.state in ('submitted', 'expired') and a.key_number is not null
    ), folded as (
      select a.projection, a.contestant_id,
        ${pick('unit_id', orders.counting)} as unit_id, ${pick('id', orders.counting)} as attempt_id, count(*)::integer as scored_attempts,
        ${foldedKeys.map((key) => `${foldedSql(key, folds[key], orders)} as ${rankingKeys[key].column}`).join(', ')},
        ${pick('prediction', orders[folds.predictionGap === 'first' || folds.predictionGap === 'last' ? folds.predictionGap : 'counting'])} as prediction,
        ${epochMs('min(a.started_at)')} as first_entered_at_ms, count(*)::integer as attempts_used,
        (count(*) filter (where a.score_thousandths = a.most_thousandths))::integer as full_mark_attempts
      from scored a group by a.projection, a.contestant_id
    )
    ${putSql(rules)}`
}

/**
 * The same for a whole contest, from the standings of its rounds that count: round 0. $1 contest, $2 people, $3 the rules' version. A board that stops at a freeze is
 * made of the frozen boards of its rounds.
 */
export function foldRoundsSql(rules: Cumulative): string {
  const folds = foldsOverRounds(rules)
  const orders: Orders = { first: 'a.opens_at, a.round_id', last: 'a.opens_at desc, a.round_id desc', counting: 'a.nth' }
  return `with counted as (
      select a.* from (
        select s.*, p.projection as of_board, r.opens_at,
          row_number() over (partition by p.projection, s.contestant_id order by s.score_thousandths desc, s.duration_ms, r.opens_at, r.id) as nth
        from standings s
        join rounds r on r.contest_id = s.contest_id and r.id = s.round_id
        join round_versions v on v.contest_id = r.contest_id and v.round_id = r.id and v.version = r.version and not (v.settings->>'isPractice')::boolean
        join (values ('official'), ('public')) p(projection) on s.projection = case when r.freezes_at is null then 'official' else p.projection end
          and (p.projection = 'official' or exists (select from rounds f where f.contest_id = $1 and f.freezes_at is not null))
        where s.contest_id = $1 and s.contestant_id = any($2::text::uuid[]) and s.place_by is not null
      ) a ${rules.bestRounds === null ? '' : `where a.nth <= ${rules.bestRounds}`}
    ), folded as (
      select a.of_board as projection, a.contestant_id,
        ${pick('unit_id', orders.last)} as unit_id, ${pick('attempt_id', orders.counting)} as attempt_id, sum(a.scored_attempts)::integer as scored_attempts,
        ${foldedKeys.map((key) => `${foldedSql(key, folds[key], orders)} as ${rankingKeys[key].column}`).join(', ')},
        null::bigint as prediction, min(a.first_entered_at_ms) as first_entered_at_ms, sum(a.attempts_used)::integer as attempts_used,
        sum(a.full_mark_attempts)::integer as full_mark_attempts
      from counted a group by a.of_board, a.contestant_id
    )
    ${putSql(rules, { round: '0', people: '$2', version: '$3' })}`
}

function pick(column: string, order: string): string {
  return `(array_agg(a.${column} order by ${order}))[1]`
}

function foldedSql(key: FoldedKey, fold: Fold, orders: Orders): string {
  const { column, better } = rankingKeys[key]
  if (fold === 'counting' || fold === 'first' || fold === 'last') return pick(column, orders[fold])
  const whole = { best: `${better === 'higher' ? 'max' : 'min'}(a.${column})`, sum: `sum(a.${column})`, mean: `div(sum(a.${column}), count(*))` }[
    fold
  ]
  // one guess that is missing leaves the sum of gaps unknown
  return `(case when count(a.${column}) = count(*) then ${whole} end)::bigint`
}

/** Puts what is `folded` onto standings; who is in no folded row any more keeps a row without a place. */
function putSql(
  { ranking, places }: { ranking: RoundFolding['ranking']; places: Places },
  { round, people, version } = { round: '$2', people: '$3', version: '$4' },
): string {
  const rules = rulesInForce(ranking, places)
  return `, put as (
      insert into standings as s (contest_id, round_id, projection, contestant_id, ${filled.join(', ')}, place_by, rules_version, version, written_by)
      select $1, ${round}, f.projection, f.contestant_id, ${filled.map((column) => `f.${column}`).join(', ')}, ${placeBySql(rules, 'k')}, ${version}::integer, 1, pg_current_xact_id()
      from folded f
      join contestants c on c.contest_id = $1 and c.id = f.contestant_id
      cross join lateral (select f.*, ${epochMs('c.registered_at')} as registered_at_ms, c.born_on - date '1970-01-01' as born_day) k
      order by f.contestant_id, f.projection
      on conflict (contest_id, round_id, projection, contestant_id) do update set
        ${[...filled, 'place_by', 'rules_version'].map((column) => `${column} = excluded.${column}`).join(', ')},
        version = s.version + 1, written_by = excluded.written_by, changed_at = now()
      returning s.*
    ), emptied as (
      update standings s set place_by = null, scored_attempts = 0, rules_version = ${version}::integer, version = s.version + 1, written_by = pg_current_xact_id(), changed_at = now()
      where s.contest_id = $1 and s.round_id = ${round} and s.contestant_id = any(${people}::text::uuid[]) and s.place_by is not null
        and not exists (select from folded f where f.projection = s.projection and f.contestant_id = s.contestant_id)
      returning s.*
    )
    select ${standingColumns('s')} from (select * from put union all select * from emptied) s`
}

/** `of` names the relation, where another one has columns of these names too. */
export function standingColumns(of: string): string {
  return `${of}.round_id as "roundId", ${of}.projection, ${of}.contestant_id as "contestantId", ${of}.attempt_id as "attemptId", ${of}.unit_id as "unitId",
    ${of}.version, array_to_string(${of}.place_by, ',', '-') as "placeBy"`
}
