import type { Sql, TransactionSql } from 'postgres'
import type { ContestRules } from '../../contract/contest-rules.ts'
import { Problem } from '../../contract/errors.ts'
import type { RegistrationForm } from '../../contract/registration-form.ts'
import type { RulesBlock } from '../../contract/rules-text.ts'
import type { Database } from '../../database/client.ts'
import { type Act, type ActBy, recordActs } from '../audit/act.ts'
import type { RoundSettings } from '../contests/round-settings.ts'

export type DeskRoundRow = {
  id: number
  title: string
  opensAt: Date
  closesAt: Date
  freezesAt: Date | null
  version: number
  noticeNumber: number
  hasAccessCode: boolean
  hasAttempts: boolean
  settings: RoundSettings
  /** How many prediction questions a paper draws. */
  predictions: number
}
export type DeskContest = {
  id: number
  slug: string
  title: string
  organizer: string
  summary: string
  unitLevels: string[]
  allowedOrigins: string[]
  unitId: number | null
  version: number
  settings: ContestRules
  rules: string[]
  rulesBlocks: RulesBlock[] | null
  registrationForm: RegistrationForm | null
  sealedAt: Date | null
  publishedAt: Date | null
  archivedAt: Date | null
  rounds: DeskRoundRow[]
}
export type DeskLine = Pick<
  DeskContest,
  'slug' | 'title' | 'organizer' | 'unitId' | 'version' | 'settings' | 'sealedAt' | 'publishedAt' | 'archivedAt'
> & {
  unitPath: string | null
  rounds: { opensAt: string; closesAt: string; freezesAt: string | null; isPractice: boolean; graceSeconds: number }[]
}

/** One thing asked of the desk: who asks, what for, and how a repeat of it is known. */
export type DeskAction = { by: ActBy; contestId: number; actionId: string; digest: string }

export type DeskStore = ReturnType<typeof createDeskStore>

export function createDeskStore({ sql }: Database) {
  return {
    read: (contestId: number): Promise<DeskContest> => sql.begin('read only', (transaction) => readContest(transaction, contestId)),
    lines: () => sql<DeskLine[]>`
      select c.slug, c.title, c.organizer, c.unit_id as "unitId", u.path::text as "unitPath", c.version, c.settings, c.sealed_at as "sealedAt",
        c.published_at as "publishedAt", c.archived_at as "archivedAt",
        coalesce((select jsonb_agg(jsonb_build_object('opensAt', r.opens_at, 'closesAt', r.closes_at, 'freezesAt', r.freezes_at,
            'isPractice', v.settings->'isPractice', 'graceSeconds', v.settings->'graceSeconds'))
          from rounds r join round_versions v on v.contest_id = r.contest_id and v.round_id = r.id and v.version = r.version
          where r.contest_id = c.id), '[]') as rounds
      from contests c left join units u on u.id = c.unit_id order by c.id desc`,
    /**
     * The contest as it is, held until the work on it is committed: of two people at once the second one sees what the first one did.
     * A repeat of an action does nothing; the same id for something else is refused.
     */
    perform: (
      { by, contestId, actionId, digest }: DeskAction,
      work: (transaction: TransactionSql, contest: DeskContest) => Promise<readonly Act[]>,
    ) =>
      sql.begin(async (transaction): Promise<void> => {
        await transaction`select 1 from contests where id = ${contestId} for no key update`
        if (!(await isNewAction(transaction, { by, contestId, actionId, digest }))) return
        const acts = await work(transaction, await readContest(transaction, contestId))
        await recordActs(transaction, by, acts)
      }),
    /** Runs what makes a contest; undefined when its public name is taken. The action that made it is answered again. */
    async make(
      action: Omit<DeskAction, 'contestId'>,
      slug: string,
      work: (transaction: TransactionSql) => Promise<{ contestId: number; acts: readonly Act[] }>,
    ): Promise<'made' | 'taken'> {
      const known = await sql<{ id: number }[]>`select id from contests where slug = ${slug}`
      if (known[0]) return (await wasMadeBy(sql, known[0].id, action)) ? 'made' : 'taken'
      try {
        await sql.begin(async (transaction) => {
          const { contestId, acts } = await work(transaction)
          await isNewAction(transaction, { ...action, contestId })
          await recordActs(transaction, action.by, acts)
        })
        return 'made'
      } catch (error) {
        // between the look above and the insert somebody else was quicker, or the same request came twice
        if ((error as { constraint_name?: string }).constraint_name !== 'contests_slug_unique') throw error
        const [winner] = await sql<{ id: number }[]>`select id from contests where slug = ${slug}`
        return winner && (await wasMadeBy(sql, winner.id, action)) ? 'made' : 'taken'
      }
    },
  }
}

async function isNewAction(transaction: TransactionSql, { by, contestId, actionId, digest }: DeskAction): Promise<boolean> {
  const [fresh] = await transaction`
    insert into contest_desk_actions (contest_id, action_id, digest, at) values (${contestId}, ${actionId}, ${digest}, ${new Date(by.atMs)})
    on conflict do nothing returning 1`
  if (fresh) return true
  const [known] = await transaction<{ digest: string }[]>`
    select digest from contest_desk_actions where contest_id = ${contestId} and action_id = ${actionId}`
  if (known?.digest !== digest) throw new Problem('ACTION_ID_REUSED')
  return false
}

async function wasMadeBy(sql: Sql, contestId: number, { actionId, digest }: Pick<DeskAction, 'actionId' | 'digest'>): Promise<boolean> {
  const [known] = await sql<{ digest: string }[]>`select digest from contest_desk_actions where contest_id = ${contestId} and action_id = ${actionId}`
  if (known && known.digest !== digest) throw new Problem('ACTION_ID_REUSED')
  return known !== undefined
}

async function readContest(transaction: TransactionSql, contestId: number): Promise<DeskContest> {
  const [contest] = await transaction<Omit<DeskContest, 'rounds'>[]>`
    select id, slug, title, organizer, summary, unit_levels as "unitLevels", allowed_origins as "allowedOrigins", unit_id as "unitId", version, settings,
      rules, rules_blocks as "rulesBlocks", registration_form as "registrationForm", sealed_at as "sealedAt", published_at as "publishedAt",
      archived_at as "archivedAt"
    from contests where id = ${contestId}`
  if (!contest) throw new Problem('CONTEST_NOT_FOUND')
  const rounds = await transaction<DeskRoundRow[]>`
    select r.id, r.title, r.opens_at as "opensAt", r.closes_at as "closesAt", r.freezes_at as "freezesAt", r.version, r.notice_number as "noticeNumber",
      r.access_code is not null as "hasAccessCode", v.settings,
      exists (select from attempts a where a.contest_id = r.contest_id and a.round_id = r.id) as "hasAttempts",
      coalesce((select sum((pool->>'draw')::integer)::integer from jsonb_array_elements(v.settings->'blueprint'->'pools') pool
        where exists (select from question_revisions q where q.id = (pool->'revisionIds'->>0)::uuid and q.content->>'type' = 'prediction')), 0) as predictions
    from rounds r join round_versions v on v.contest_id = r.contest_id and v.round_id = r.id and v.version = r.version
    where r.contest_id = ${contestId} order by r.position, r.opens_at, r.id`
  return { ...contest, rounds }
}
