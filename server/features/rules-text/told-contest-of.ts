import { maxScoreOf, questionCountOf } from '../../../question-bank/paper.ts'
import { usualForm } from '../contestants/registration-form.ts'
import { isLongAgo } from '../contests/contest-settings.ts'
import type { LoadedContest } from '../contests/contests-service.ts'
import { rulesOf } from '../contests/round-settings.ts'
import type { ToldContest } from './told-contest.ts'

/** What the rules text of a contest is made of; units that its rules name are called by their present names. */
export async function toldContestOf(contest: LoadedContest, nameOf: (unitId: number) => Promise<string>): Promise<ToldContest> {
  const unitIds = [...new Set(contest.rounds.flatMap(({ settings }) => settings.eligibility.unitIds ?? []))]
  const { announcedAt, ...settings } = contest.settings
  const names = await Promise.all(unitIds.map(nameOf))
  return {
    settings: { ...settings, announcedAt: announcedAt && isLongAgo(announcedAt) ? null : announcedAt },
    form: contest.registrationForm ?? usualForm,
    privacy: contest.privacy,
    unitLevels: contest.unitLevels,
    unitNames: new Map(unitIds.map((id, index) => [id, names[index] ?? ''])),
    rounds: contest.rounds.map(({ id, title, opensAt, closesAt, freezesAt, hasAccessCode, settings }) => {
      const { blueprint } = settings
      const { shuffleQuestions, shuffleOptions } = blueprint
      return {
        id,
        title,
        opensAt,
        closesAt,
        freezesAt,
        needsAccessCode: hasAccessCode,
        rules: rulesOf(settings),
        paper:
          blueprint.pools.length === 0
            ? null
            : { questionCount: questionCountOf(blueprint), maxScoreThousandths: maxScoreOf(blueprint), shuffleQuestions, shuffleOptions },
      }
    }),
  }
}
