import type { TransactionSql } from 'postgres'
import type { ContestRules } from '../../contract/contest-rules.ts'
import type { ConsentText } from '../../contract/contests.ts'
import type { PrivacySettings } from '../../contract/privacy.ts'
import type { RegistrationForm } from '../../contract/registration-form.ts'
import type { RulesBlock } from '../../contract/rules-text.ts'
import { longAgo, usualContestRules } from './contest-settings.ts'
import type { RoundSettings } from './round-settings.ts'

export type NewContest = {
  slug: string
  title: string
  organizer: string
  summary: string
  rules: readonly string[]
  consents: readonly ConsentText[]
  unitLevels: readonly string[]
  allowedOrigins: readonly string[]
  /** What is not given is as usual. */
  settings?: Partial<ContestRules>
  unitId?: number | null
  rulesBlocks?: readonly RulesBlock[] | null
  registrationForm?: RegistrationForm | null
  privacy?: PrivacySettings
  rounds: readonly { title: string; opensAt: Date; closesAt: Date; freezesAt: Date | null; settings: RoundSettings }[]
}

/** A contest, its rounds and its own partition of the answer log, all or nothing. */
export async function createContest(transaction: TransactionSql, contest: NewContest): Promise<{ contestId: number; roundIds: number[] }> {
  const settings: ContestRules = { ...usualContestRules, announcedAt: longAgo, ...contest.settings }
  const [row] = await transaction<{ id: number }[]>`
      insert into contests (slug, title, organizer, summary, rules, consents, unit_levels, allowed_origins, settings, unit_id, rules_blocks, registration_form, privacy)
      values (${contest.slug}, ${contest.title}, ${contest.organizer}, ${contest.summary}, ${transaction.json(contest.rules)}, ${transaction.json(contest.consents)},
        ${transaction.json(contest.unitLevels)}, ${transaction.json(contest.allowedOrigins)}, ${transaction.json(settings)}, ${contest.unitId ?? null},
        ${contest.rulesBlocks ? transaction.json(contest.rulesBlocks) : null}, ${contest.registrationForm ? transaction.json(contest.registrationForm as never) : null},
        ${transaction.json(contest.privacy ?? {})}) returning id`
  const contestId = row?.id ?? 0
  await transaction`insert into contest_versions (contest_id, version, settings) values (${contestId}, 1, ${transaction.json(settings)})`
  const roundIds: number[] = []
  for (const [index, { title, opensAt, closesAt, freezesAt, settings }] of contest.rounds.entries()) {
    const [round] = await transaction<{ id: number }[]>`
        insert into rounds (contest_id, title, position, opens_at, closes_at, freezes_at)
        values (${contestId}, ${title}, ${index + 1}, ${opensAt}, ${closesAt}, ${freezesAt}) returning id`
    const roundId = round?.id ?? 0
    await transaction`insert into round_versions (contest_id, round_id, version, settings) values (${contestId}, ${roundId}, 1, ${transaction.json(settings as never)})`
    roundIds.push(roundId)
  }
  for (const { id, version, purpose = 'participation', text, textEn = null, required } of contest.consents) {
    await transaction`
        insert into consent_texts (contest_id, id, version, purpose, text, text_en, is_required) values (${contestId}, ${id}, ${version}, ${purpose}, ${text}, ${textEn}, ${required})`
  }
  await transaction`select add_answer_log_of(${contestId})`
  return { contestId, roundIds }
}
