import type { ContestRules } from '../../contract/contest-rules.ts'
import type { PrivacySettings } from '../../contract/privacy.ts'
import type { RegistrationForm } from '../../contract/registration-form.ts'
import type { RoundRules } from '../../contract/round-rules.ts'
import type { ClauseName } from '../../contract/rules-text.ts'

/** Everything of a round that its rules text may tell. */
export type ToldRound = {
  id: number
  title: string
  opensAt: Date
  closesAt: Date
  freezesAt: Date | null
  rules: RoundRules
  needsAccessCode: boolean
  /** null: no questions are chosen yet. */
  paper: { questionCount: number; maxScoreThousandths: number; shuffleQuestions: boolean; shuffleOptions: boolean } | null
}

export type ToldContest = {
  settings: ContestRules
  rounds: readonly ToldRound[]
  form: Pick<RegistrationForm, 'identity' | 'isForMembers'>
  privacy: PrivacySettings
  unitNames: ReadonlyMap<number, string>
  /** Names of the levels of the tree, the top first. */
  unitLevels: readonly string[]
}

/** Clauses that each round has for itself; told once where all rounds say the same. */
export const roundClauses = ['eligibility', 'attempts', 'answering', 'points', 'prediction', 'ranking', 'public-counts', 'reveal'] as const
export type RoundClause = (typeof roundClauses)[number]
export type ContestClause = Exclude<ClauseName, RoundClause>

/** A clause as paragraphs; none where there is nothing to say. */
export type RuleWords = {
  ofRound: Record<RoundClause, (round: ToldRound, contest: ToldContest) => string[]>
  ofContest: Record<ContestClause, (contest: ToldContest) => string[]>
  /** A paragraph that holds for some rounds only. */
  onlyFor(titles: readonly string[], paragraph: string): string
}
