import type { Blueprint } from '../../../question-bank/paper.ts'
import type { AlikeInBlueprint, AuthorBlueprint } from '../../contract/blueprints.ts'
import type { RoundRules } from '../../contract/round-rules.ts'

/** The rules of one round, as the engine enforces them, and what its papers are drawn from. Frozen once the round is open. */
export type RoundSettings = RoundRules & {
  /** Pools of pinned revisions, and how many of each a paper draws. */
  blueprint: Blueprint
  /** What an author meant, from which the pools were made when it was saved; absent where pools were given as they are. */
  authored?: AuthoredBlueprint
}

/** What a round begins with until somebody decides otherwise. */
export const usualRules: RoundRules = {
  durationSeconds: 900,
  graceSeconds: 2,
  attemptsAllowed: 1,
  pauseSeconds: 0,
  counts: 'best',
  navigation: 'free',
  wrongThousandths: 0,
  blankThousandths: 0,
  ranking: [{ key: 'score' }, { key: 'durationMs' }, { key: 'submittedAtMs' }],
  places: 'shared',
  reveal: { when: 'after-attempt', shows: 'score' },
  eligibility: {},
  prediction: null,
  publicCounts: 'shown',
  isPractice: false,
}

/** What is ruled, without what papers are drawn from. */
export function rulesOf({ blueprint: _blueprint, authored: _authored, ...rules }: RoundSettings): RoundRules {
  return rules
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
