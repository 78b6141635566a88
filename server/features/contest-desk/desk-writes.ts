import type { TransactionSql } from 'postgres'
import type { ContestRules } from '../../contract/contest-rules.ts'
import { Problem } from '../../contract/errors.ts'
import type { RoundSettings } from '../contests/round-settings.ts'
import type { DeskContest, DeskRoundRow } from './desk-store.ts'

/** What a contest says of itself, apart from its rounds. */
export type ContestWrite = Pick<
  DeskContest,
  'id' | 'version' | 'title' | 'organizer' | 'summary' | 'unitLevels' | 'allowedOrigins' | 'unitId' | 'settings' | 'rulesBlocks'
> & {
  nowMs: number
  /** An official's decision about a contest that has begun; without it the statement itself refuses other rules. */
  isOfficial?: boolean
}

/** What places of the whole contest, of age groups and of units are made of: only a change of these makes standings anew. */
const rankingSettings = ['cumulative', 'ageGroups', 'unitRaces'] as const satisfies readonly (keyof ContestRules)[]

/** The next version; refused when the one it was made from is not in force any more, or when rules are frozen since. */
export async function writeContest(transaction: TransactionSql, contest: ContestWrite): Promise<void> {
  const settings = transaction.json(contest.settings)
  const ranking = `{${rankingSettings.join()}}`
  const changed = await transaction`
    update contests c set title = ${contest.title}, organizer = ${contest.organizer}, summary = ${contest.summary}, unit_levels = ${transaction.json(contest.unitLevels)},
      allowed_origins = ${transaction.json(contest.allowedOrigins)}, unit_id = ${contest.unitId}, settings = ${settings},
      rules_blocks = ${contest.rulesBlocks === null ? null : transaction.json(contest.rulesBlocks)}, version = version + 1,
      rules_version = case when exists (
        select from unnest(${ranking}::text::text[]) name where c.settings->name is distinct from ${settings}::jsonb->name) then version + 1 else rules_version end
    where id = ${contest.id} and version = ${contest.version}
      and (${contest.isOfficial ?? false} or settings = ${settings}::jsonb or not exists (
        select from rounds r join round_versions v on v.contest_id = r.contest_id and v.round_id = r.id and v.version = r.version
        where r.contest_id = c.id and r.opens_at <= ${new Date(contest.nowMs)} and not (v.settings->>'isPractice')::boolean))`
  if (changed.count === 0) throw new Problem('CONTEST_CHANGED')
  await transaction`insert into contest_versions (contest_id, version, settings) values (${contest.id}, ${contest.version + 1}, ${transaction.json(contest.settings)})`
}

export type NewRound = Pick<DeskRoundRow, 'title' | 'opensAt' | 'closesAt' | 'freezesAt' | 'settings'> & { position: number }

export async function insertRound(transaction: TransactionSql, contestId: number, round: NewRound): Promise<number> {
  const { title, position, opensAt, closesAt, freezesAt, settings } = round
  await refuseOnceErased(transaction, contestId, closesAt)
  const [row] = await transaction<{ id: number }[]>`
    insert into rounds (contest_id, title, position, opens_at, closes_at, freezes_at)
    values (${contestId}, ${title}, ${position}, ${opensAt}, ${closesAt}, ${freezesAt}) returning id`
  const roundId = row?.id ?? 0
  await insertVersion(transaction, contestId, roundId, 1, settings)
  return roundId
}

export type RoundWrite = Pick<DeskRoundRow, 'id' | 'version' | 'title' | 'opensAt' | 'closesAt' | 'freezesAt' | 'settings'> & {
  contestId: number
  nowMs: number
  /** An official's decision about a round that was opened; anything else is refused by the statement itself. */
  isOfficial: boolean
}

/** The round's next version. Whether it was opened is judged by the row, so a change that comes a second too late changes nothing. */
export async function writeRound(transaction: TransactionSql, round: RoundWrite): Promise<void> {
  const { contestId, id, version, title, opensAt, closesAt, freezesAt, settings, nowMs, isOfficial } = round
  await refuseOnceErased(transaction, contestId, closesAt, id)
  const changed = await transaction`
    update rounds r set title = ${title}, opens_at = ${opensAt}, closes_at = ${closesAt}, freezes_at = ${freezesAt}, version = version + 1
    where contest_id = ${contestId} and id = ${id} and version = ${version}
      and (${isOfficial} or (opens_at > ${new Date(nowMs)} and not exists (select from attempts a where a.contest_id = r.contest_id and a.round_id = r.id)))`
  if (changed.count === 0) throw new Problem('ROUND_CHANGED')
  await insertVersion(transaction, contestId, id, version + 1, settings)
}

/** Once people were erased their identities are free: in a round that closes later one person could take part twice. A close that comes no later may stay. */
async function refuseOnceErased(transaction: TransactionSql, contestId: number, closesAt: Date, roundId = 0): Promise<void> {
  // whoever declares another day of erasure waits
  await transaction`select from contests where id = ${contestId} for update`
  const [erased] = await transaction`
    select 1 from contests c where c.id = ${contestId}
      and ((c.privacy #>> '{retention,eraseAt}')::timestamptz < ${closesAt} or exists (select from erasure_certificates e where e.contest_id = c.id))
      and not exists (select from rounds r where r.contest_id = c.id and r.id = ${roundId} and r.closes_at >= ${closesAt})`
  if (erased) throw new Problem('PEOPLE_ERASED_BY_THEN')
}

/** Only what nobody has started in yet; its versions go with it. */
export async function deleteRound(
  transaction: TransactionSql,
  { contestId, id, version, nowMs }: Pick<RoundWrite, 'contestId' | 'id' | 'version' | 'nowMs'>,
) {
  const gone = await transaction`
    delete from rounds r where contest_id = ${contestId} and id = ${id} and version = ${version} and opens_at > ${new Date(nowMs)}
      and not exists (select from attempts a where a.contest_id = r.contest_id and a.round_id = r.id)`
  if (gone.count === 0) throw new Problem('ROUND_CHANGED')
  await transaction`delete from round_versions where contest_id = ${contestId} and round_id = ${id}`
}

export async function writeAccessCode(transaction: TransactionSql, contestId: number, roundId: number, hmac: Buffer | null): Promise<void> {
  await transaction`update rounds set access_code = ${hmac} where contest_id = ${contestId} and id = ${roundId}`
}

/** In the order of the list. */
export async function writeOrder(transaction: TransactionSql, contestId: number, roundIds: readonly number[]): Promise<void> {
  await transaction`
    update rounds r set position = wanted.position from unnest(${`{${roundIds.join()}}`}::text::integer[]) with ordinality as wanted(id, position)
    where r.contest_id = ${contestId} and r.id = wanted.id`
}

async function insertVersion(
  transaction: TransactionSql,
  contestId: number,
  roundId: number,
  version: number,
  settings: RoundSettings,
): Promise<void> {
  await transaction`
    insert into round_versions (contest_id, round_id, version, settings) values (${contestId}, ${roundId}, ${version}, ${transaction.json(settings as never)})`
}

/** Prizes of a copy are for its own rounds. */
export async function writePrizeRounds(transaction: TransactionSql, contestId: number, newOf: ReadonlyMap<number, number>): Promise<void> {
  if (newOf.size === 0) return
  const [row] = await transaction<{ settings: ContestRules }[]>`select settings from contests where id = ${contestId}`
  const prizes = row?.settings.prizes.map((prize) => {
    if (prize.for.kind === 'unit' || prize.for.roundId === null) return prize
    return { ...prize, for: { ...prize.for, roundId: newOf.get(prize.for.roundId) ?? prize.for.roundId } }
  })
  const settings = transaction.json({ ...row?.settings, prizes } as never)
  await transaction`update contests set settings = ${settings} where id = ${contestId}`
  await transaction`update contest_versions set settings = ${settings} where contest_id = ${contestId} and version = 1`
}
