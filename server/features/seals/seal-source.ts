import type { TransactionSql } from 'postgres'
import type { KeyChange } from '../../../question-bank/amended-key.ts'
import type { QuestionContent, QuestionKey } from '../../../question-bank/question.ts'
import type { ContestRules } from '../../contract/contest-rules.ts'
import { arrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'
import type { RoundSettings } from '../contests/round-settings.ts'
import { tallyIn } from './truth-store.ts'

export type SourceRound = {
  roundId: number
  title: string
  opensAtMs: number
  closesAtMs: number
  version: number
  isInForce: boolean
  settings: RoundSettings
  truth: number | null
  entered: number | null
}
export type SourceRevision = { id: string; content: QuestionContent; key: QuestionKey; amendments: { number: number; change: KeyChange }[] }
export type SourceUnit = { id: number; code: string; name: string; parentId: number | null; people: number }
export type SourcePerson = { person: string; id: string; seed: Buffer; registeredAtMs: number; bornDay: number | null }
export type SourceAttempt = {
  id: string
  contestantId: string
  roundId: number
  no: number
  version: number
  unitId: number
  state: 'submitted' | 'expired' | 'voided'
  startedAtMs: number
  deadlineAtMs: number
  closedAtMs: number
  keyNumber: number | null
  score: number | null
  most: number | null
  durationMs: number | null
  floorMs: number | null
  prediction: number | null
  marked: number
  digest: string | null
}
export type SourcePlace = {
  person: string
  contestantId: string
  placeBy: string
  attemptId: string
  attemptRoundId: number
  attemptNo: number
  unitId: number
  score: number
  durationMs: number
  submittedAtMs: number
  prediction: number | null
  gap: number | null
  attemptsUsed: number
  bornDay: number | null
}
/** What stands against a seal, and how often. */
export type Unready = { open: number; unscored: number; essays: number; outdated: number; otherRules: number }
export type SealSource = ReturnType<typeof sourceIn>

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`
const piece = 500

/** Everything that is sealed, as one moment shows it: whatever is written meanwhile is left to the next seal. */
export function createSealSource({ sql }: Database) {
  return {
    at: <Result>(contestId: number, work: (source: SealSource) => Promise<Result>): Promise<Result> =>
      sql.begin('isolation level repeatable read read only', (transaction) => work(sourceIn(transaction, contestId))) as Promise<Result>,
    unready: (contestId: number, keyNumbers: readonly KeyNumber[]): Promise<Unready> =>
      sql.begin('read only', (transaction) => sourceIn(transaction, contestId).unready(keyNumbers)) as Promise<Unready>,
  }
}
export type SealSources = ReturnType<typeof createSealSource>
export type KeyNumber = { roundId: number; version: number; keyNumber: number }

function sourceIn(transaction: TransactionSql, contestId: number) {
  /** Rows in pieces through a cursor of the database: other questions may be asked between two pieces. */
  async function* inPieces<Row extends object>(name: string, select: string): AsyncGenerator<Row[]> {
    await transaction.unsafe(`declare ${name} no scroll cursor for ${select}`)
    for (;;) {
      const rows = [...(await transaction.unsafe<Row[]>(`fetch ${piece} from ${name}`))]
      if (rows.length > 0) yield rows
      if (rows.length < piece) break
    }
    await transaction.unsafe(`close ${name}`)
  }
  /** Fresh for each seal: nobody can follow a person from one bundle to another. */
  const pseudonym = (secret: Buffer, id: string) =>
    `encode(substring(sha256('\\x${secret.toString('hex')}'::bytea || uuid_send(${id})) for 12), 'hex')`

  return {
    /** Whatever else is asked, of the same moment. */
    within: <Result>(work: (same: TransactionSql) => Promise<Result>) => work(transaction),
    tally: (roundId: number, countsVoided: boolean) => tallyIn(transaction, { contestId, roundId }, countsVoided),
    async contest(): Promise<{ version: number; settings: ContestRules }> {
      const [row] = await transaction<{ version: number; settings: ContestRules }[]>`select version, settings from contests where id = ${contestId}`
      if (!row) throw new Error('a contest that is sealed is not there')
      return row
    },
    /** Every version that somebody sat by, and those in force. */
    rounds: () =>
      transaction.unsafe<SourceRound[]>(
        `select r.id as "roundId", r.title, ${ms('r.opens_at')} as "opensAtMs", ${ms('r.closes_at')} as "closesAtMs", v.version, v.version = r.version as "isInForce", v.settings,
           r.prediction_truth::float8 as truth, (
             select thousandths::float8 from entered_truths e where e.contest_id = r.contest_id and e.round_id = r.id order by number desc limit 1) as entered
         from rounds r join round_versions v on v.contest_id = r.contest_id and v.round_id = r.id
         where r.contest_id = $1 and (v.version = r.version or exists (
           select from attempts a where a.contest_id = r.contest_id and a.round_id = r.id and a.round_version = v.version))
         order by r.id, v.version`,
        [contestId],
      ),
    revisions: (ids: readonly string[], keyNumber: number) => transaction<SourceRevision[]>`
      select r.id, r.content, r.key, coalesce((
        select jsonb_agg(jsonb_build_object('number', m.number, 'change', m.change) order by m.number)
        from key_amendments m where m.revision_id = r.id and m.number <= ${keyNumber}), '[]') as amendments
      from question_revisions r where r.id = any(${`{${ids.join()}}`}::text::uuid[]) order by r.id`,
    units: () => transaction<SourceUnit[]>`
      select u.id, u.code, u.name, u.parent_id as "parentId", coalesce(a.people, 0) as people from units u left join (
        select unit_id, count(distinct contestant_id)::integer as people from attempts where contest_id = ${contestId} group by unit_id) a on a.unit_id = u.id
      order by u.id`,
    /** Days of birth of all who took part, each once: their order is all that a bundle tells. */
    async bornDays(): Promise<number[]> {
      const rows = await transaction<{ day: number }[]>`
        select distinct born_on - date '1970-01-01' as day from contestants where contest_id = ${contestId} and born_on is not null order by 1`
      return rows.map(({ day }) => day)
    },
    async unready(keyNumbers: readonly KeyNumber[]): Promise<Unready> {
      const [row] = await transaction<Unready[]>`
        select (select count(*)::integer from attempts where contest_id = ${contestId} and state = 'open') as open,
          (select count(*)::integer from attempts where contest_id = ${contestId} and state in ('submitted', 'expired') and key_number is null) as unscored,
          (select count(*)::integer from attempts where contest_id = ${contestId} and state in ('submitted', 'expired') and essays_waiting > 0) as essays,
          (select count(*)::integer from attempts a join jsonb_to_recordset(${JSON.stringify(keyNumbers)}::text::jsonb) k("roundId" integer, version integer, "keyNumber" integer)
            on a.round_id = k."roundId" and a.round_version = k.version and a.key_number < k."keyNumber"
            where a.contest_id = ${contestId} and a.state in ('submitted', 'expired')) as outdated,
          (select count(*)::integer from standings s join (
              select id, version from rounds where contest_id = ${contestId} union all select 0, rules_version from contests where id = ${contestId}) v on v.id = s.round_id
            where s.contest_id = ${contestId} and s.place_by is not null and s.rules_version <> v.version) as "otherRules"`
      return row ?? { open: 0, unscored: 0, essays: 0, outdated: 0, otherRules: 0 }
    },
    people: (secret: Buffer) =>
      inPieces<SourcePerson>(
        'sealed_people',
        `select ${pseudonym(secret, 'c.id')} as person, c.id, c.seed, ${ms('c.registered_at')} as "registeredAtMs", c.born_on - date '1970-01-01' as "bornDay"
         from contestants c where c.contest_id = ${contestId} and c.id in (select contestant_id from attempts where contest_id = ${contestId} and state <> 'open') order by 1`,
      ),
    async attemptsOf(roundIds: readonly number[], contestantIds: readonly string[]): Promise<SourceAttempt[]> {
      return transaction.unsafe<SourceAttempt[]>(
        `select id, contestant_id as "contestantId", round_id as "roundId", attempt_no as no, round_version as version, unit_id as "unitId", state,
           ${ms('started_at')} as "startedAtMs", ${ms('deadline_at')} as "deadlineAtMs", ${ms('closed_at')} as "closedAtMs", key_number as "keyNumber",
           score_thousandths as score, most_thousandths as most, duration_ms as "durationMs", reading_floor_ms as "floorMs", prediction::float8 as prediction,
           marked_thousandths as marked, encode(answer_digest, 'hex') as digest
         from attempts where contest_id = $1 and round_id = any($2::text::integer[]) and contestant_id = any($3::text::uuid[]) and state <> 'open'
         order by contestant_id, round_id, attempt_no`,
        [contestId, arrayOf(roundIds, String), arrayOf(contestantIds, String)],
        { prepare: true },
      )
    },
    /** The answers that count, in the order of the log; one text for each attempt. */
    async logsOf(attemptIds: readonly string[]): Promise<Map<string, string>> {
      const rows = await transaction<{ id: string; taps: string }[]>`
        select attempt_id as id, string_agg(tap || e'\x1f' || question || e'\x1f' || answer, e'\x1e' order by tap) as taps from answer_log
        where contest_id = ${contestId} and attempt_id = any(${`{${attemptIds.join()}}`}::text::uuid[]) and not is_overtaken group by attempt_id`
      return new Map(rows.map(({ id, taps }) => [id, taps]))
    },
    /** One board from the first place down; those who tie in an order that tells nothing. */
    board: (roundId: number, secret: Buffer) =>
      inPieces<SourcePlace>(
        'sealed_board',
        `select p.*, a.round_id as "attemptRoundId", a.attempt_no as "attemptNo" from (
           select ${pseudonym(secret, 's.contestant_id')} as person, s.contestant_id as "contestantId", s.place_by, array_to_string(s.place_by, ',', '-') as "placeBy",
             s.attempt_id as "attemptId", s.unit_id as "unitId", s.score_thousandths::float8 as score, s.duration_ms::float8 as "durationMs",
             s.submitted_at_ms::float8 as "submittedAtMs", s.prediction::float8 as prediction, s.prediction_gap::float8 as gap, s.attempts_used as "attemptsUsed",
             c.born_on - date '1970-01-01' as "bornDay"
           from standings s join contestants c on c.contest_id = s.contest_id and c.id = s.contestant_id
           where s.contest_id = ${contestId} and s.round_id = ${roundId} and s.projection = 'official' and s.place_by is not null
         ) p join attempts a on a.contest_id = ${contestId} and a.id = p."attemptId" order by p.place_by, p.person`,
      ),
  }
}
