import type { Blueprint } from '../../../question-bank/paper.ts'
import type { AlikeInBlueprint, AuthorBlueprint } from '../../contract/blueprints.ts'
import type { RankingKey } from '../standings/ranking.ts'

/** The rules of one round, as the engine enforces them. Frozen once the round is open. */
export type RoundSettings = {
  durationSeconds: number
  /** Answers received this long after the deadline still count. */
  graceSeconds: number
  /** null: as many as one likes. */
  attemptsAllowed: number | null
  /** Pools of pinned revisions, and how many of each a paper draws. */
  blueprint: Blueprint
  /** What an author meant, from which the pools were made when it was saved; absent where pools were given as they are. */
  authored?: AuthoredBlueprint
  ranking: RankingKey[]
  reveal: 'score-after-attempt' | 'nothing'
}

export type AuthoredBlueprint = {
  actionId: string
  digest: string
  blueprint: AuthorBlueprint
  attemptsWithoutRepeat: number
  warnings?: AlikeWarnings
}

/** What its author was warned of when it was saved. */
export type AlikeWarnings = { alikeCount: number; alike: AlikeInBlueprint[] }
