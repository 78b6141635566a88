import { maxScoreOf, questionCountOf } from '../../../question-bank/paper.ts'
import type { ContestDesk, DeskRound, SettingsMatter } from '../../contract/contest-desk.ts'
import type { Language } from '../../contract/primitives.ts'
import { textsIn } from '../../i18n/texts-in.ts'
import { usualForm } from '../contestants/registration-form.ts'
import { contestPhase, countingOpensAtMs, reviewEndsAtMs } from '../contests/contest-phase.ts'
import { roundPhase } from '../contests/round-phase.ts'
import { rulesOf } from '../contests/round-settings.ts'
import { blocksInForce } from '../rules-text/rules-text.ts'
import { contestFaults, type JudgedContest } from './contest-faults.ts'
import type { DeskContest, DeskRoundRow } from './desk-store.ts'
import type { Fault } from './settings-fault.ts'

export function presentDesk(contest: DeskContest, nowMs: number, language: Language): ContestDesk {
  const { slug, title, organizer, summary, unitLevels, allowedOrigins, unitId, version, settings } = contest
  const reviewEnds = reviewEndsAtMs(contest)
  return {
    slug,
    title,
    organizer,
    summary,
    unitLevels,
    allowedOrigins,
    unitId,
    version,
    phase: contestPhase(contest, nowMs),
    areRulesFrozen: areContestRulesFrozen(contest, nowMs),
    reviewEndsAt: reviewEnds === null ? null : new Date(reviewEnds).toISOString(),
    settings,
    rulesBlocks: blocksInForce(contest),
    rounds: contest.rounds.map((round) => presentDeskRound(round, nowMs)),
    warnings: inWords(
      contestFaults(judged(contest)).filter(({ isWarning }) => isWarning),
      language,
    ),
  }
}

function presentDeskRound(round: DeskRoundRow, nowMs: number): DeskRound {
  const { id, title, opensAt, closesAt, freezesAt, version, noticeNumber, hasAccessCode, settings } = round
  const { blueprint } = settings
  const { shuffleQuestions, shuffleOptions } = blueprint
  return {
    id,
    title,
    opensAt: opensAt.toISOString(),
    closesAt: closesAt.toISOString(),
    freezesAt: freezesAt?.toISOString() ?? null,
    version,
    noticeNumber,
    hasAccessCode,
    phase: roundPhase(round, nowMs),
    areRulesFrozen: areRoundRulesFrozen(round, nowMs),
    rules: rulesOf(settings),
    paper:
      blueprint.pools.length === 0
        ? null
        : { questionCount: questionCountOf(blueprint), maxScoreThousandths: maxScoreOf(blueprint), shuffleQuestions, shuffleOptions },
  }
}

/** From its first second, or earlier if somebody was let in: whoever takes part must be able to rely on it. */
export function areRoundRulesFrozen({ opensAt, hasAttempts }: Pick<DeskRoundRow, 'opensAt' | 'hasAttempts'>, nowMs: number): boolean {
  return hasAttempts || nowMs >= opensAt.getTime()
}

export function areContestRulesFrozen({ rounds }: Pick<DeskContest, 'rounds'>, nowMs: number): boolean {
  const opens = countingOpensAtMs({ rounds })
  return opens !== null && nowMs >= opens
}

export function judged({ settings, registrationForm, rounds }: Pick<DeskContest, 'settings' | 'registrationForm' | 'rounds'>): JudgedContest {
  return {
    settings,
    form: registrationForm ?? usualForm,
    rounds: rounds.map(({ id, opensAt, closesAt, freezesAt, settings: ofRound, predictions }) => ({
      id,
      opensAt,
      closesAt,
      freezesAt,
      rules: rulesOf(ofRound),
      paper: ofRound.blueprint.pools.length === 0 ? null : { questionCount: questionCountOf(ofRound.blueprint), predictions },
    })),
  }
}

export function inWords(faults: readonly Fault[], language: Language): SettingsMatter[] {
  const words = textsIn(language).settingsFaults
  return faults.map(({ at, code }) => ({ at, code, text: words[code] }))
}
