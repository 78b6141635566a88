import type { KeyAmendment } from '../../../question-bank/amended-key.ts'
import type { QuestionContent, QuestionKey } from '../../../question-bank/question.ts'
import type { ContestRules } from '../../contract/contest-rules.ts'
import type { ConsentText } from '../../contract/contests.ts'
import type { PrivacySettings } from '../../contract/privacy.ts'
import type { RegistrationForm } from '../../contract/registration-form.ts'
import type { RulesBlock } from '../../contract/rules-text.ts'
import type { Database } from '../../database/client.ts'
import type { RoundSettings } from './round-settings.ts'

export type RoundRow = {
  id: number
  title: string
  opensAt: Date
  closesAt: Date
  freezesAt: Date | null
  version: number
  /** In thousandths; null until it is counted or entered. */
  predictionTruth: number | null
  noticeNumber: number
  hasAccessCode: boolean
  settings: RoundSettings
}
export type ContestRow = {
  id: number
  slug: string
  title: string
  organizer: string
  summary: string
  rules: string[]
  rulesBlocks: RulesBlock[] | null
  sealedAt: Date | null
  publishedAt: Date | null
  archivedAt: Date | null
  consents: ConsentText[]
  unitLevels: string[]
  settings: ContestRules
  /** Of these settings. */
  version: number
  /** The one that last changed what places are made of. */
  rulesVersion: number
  allowedOrigins: string[]
  /** The unit that holds it; null: the whole installation. */
  unitId: number | null
  /** Null: the usual form. */
  registrationForm: RegistrationForm | null
  privacy: PrivacySettings
}
export type RevisionRow = { id: string; content: QuestionContent; key: QuestionKey }

export type ContestsStore = {
  findBySlug(slug: string): Promise<ContestRow | undefined>
  roundsOf(contestId: number): Promise<RoundRow[]>
  settingsOf(contestId: number, roundId: number, version: number): Promise<RoundSettings | undefined>
  revisions(ids: readonly string[]): Promise<RevisionRow[]>
  /** What officials decided about keys of these revisions, by number. */
  amendments(revisionIds: readonly string[]): Promise<(KeyAmendment & { revisionId: string })[]>
  latestAmendment(): Promise<number>
  /** One line per contest that changes when anything published in it does. */
  fingerprints(): Promise<Map<string, string>>
  slugs(): Promise<string[]>
  findSlugById(contestId: number): Promise<string | undefined>
}

export function createContestsStore({ sql }: Database): ContestsStore {
  return {
    async findBySlug(slug) {
      const [row] = await sql<ContestRow[]>`
        select id, slug, title, organizer, summary, rules, consents, unit_levels as "unitLevels", unit_id as "unitId", registration_form as "registrationForm", privacy,
          settings, version, rules_version as "rulesVersion", rules_blocks as "rulesBlocks", sealed_at as "sealedAt", published_at as "publishedAt", archived_at as "archivedAt",
          allowed_origins || coalesce((select jsonb_agg(distinct o.origin) from contest_portals cp join portals p on p.id = cp.portal_id,
            jsonb_array_elements(p.origins) o(origin) where cp.contest_id = contests.id and p.is_enabled), '[]') as "allowedOrigins"
        from contests where slug = ${slug}`
      return row
    },
    roundsOf: (contestId) => sql<RoundRow[]>`
      select r.id, r.title, r.opens_at as "opensAt", r.closes_at as "closesAt", r.freezes_at as "freezesAt", r.version,
        r.prediction_truth::float8 as "predictionTruth", r.notice_number as "noticeNumber", r.access_code is not null as "hasAccessCode", v.settings
      from rounds r join round_versions v on v.contest_id = r.contest_id and v.round_id = r.id and v.version = r.version
      where r.contest_id = ${contestId} order by r.position, r.opens_at, r.id`,
    async settingsOf(contestId, roundId, version) {
      const [row] = await sql<{ settings: RoundSettings }[]>`
        select settings from round_versions where contest_id = ${contestId} and round_id = ${roundId} and version = ${version}`
      return row?.settings
    },
    revisions: (ids) => sql<RevisionRow[]>`select id, content, key from question_revisions where id = any(${`{${ids.join()}}`}::text::uuid[])`,
    amendments: (revisionIds) => sql<(KeyAmendment & { revisionId: string })[]>`
      select number, revision_id as "revisionId", change from key_amendments where revision_id = any(${`{${revisionIds.join()}}`}::text::uuid[]) order by number`,
    async latestAmendment() {
      const [row] = await sql<{ number: number }[]>`select coalesce(max(number), 0)::integer as number from key_amendments`
      return row?.number ?? 0
    },
    async fingerprints() {
      const rows = await sql<{ slug: string; fingerprint: string }[]>`
        select c.slug, md5(coalesce(string_agg(r.*::text, '|' order by r.id), '') || c.*::text || coalesce((
          select string_agg(p.id || ' ' || p.version, ',' order by p.id) from contest_portals cp join portals p on p.id = cp.portal_id where cp.contest_id = c.id), '')) as fingerprint
        from contests c left join rounds r on r.contest_id = c.id group by c.id`
      return new Map(rows.map((row) => [row.slug, row.fingerprint]))
    },
    async slugs() {
      const rows = await sql<{ slug: string }[]>`select slug from contests order by id`
      return rows.map((row) => row.slug)
    },
    async findSlugById(contestId) {
      const [row] = await sql<{ slug: string }[]>`select slug from contests where id = ${contestId}`
      return row?.slug
    },
  }
}
