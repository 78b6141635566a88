import type { Clock } from '../../clock.ts'
import type { ContestDesk, ContestRulesAct, ContestRulesChange, ContestRulesImpact } from '../../contract/contest-desk.ts'
import { Problem } from '../../contract/errors.ts'
import type { Language } from '../../contract/primitives.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { NoticesService } from '../notices/notices-service.ts'
import { changedFields, newWarnings, refuseNewFaults } from './changed-settings.ts'
import { type ContestDeskService, type DeskRequest, digestOf } from './contest-desk-service.ts'
import type { DeskContest, DeskStore } from './desk-store.ts'
import { writeContest } from './desk-writes.ts'
import type { OfficialChangesStore } from './official-changes-store.ts'
import { areContestRulesFrozen, inWords } from './present-desk.ts'

type Dependencies = {
  store: DeskStore
  facts: Pick<OfficialChangesStore, 'entrants'>
  desk: Pick<ContestDeskService, 'view'>
  contests: Pick<ContestsService, 'bySlug' | 'forget'>
  notices: Pick<NoticesService, 'add'>
  announce(slug: string): void
  clock: Clock
}

const followsFrom = { cumulative: 'standings', ageGroups: 'age-boards', unitRaces: 'races', prizes: 'prizes', onePrizeEach: 'prizes' } as const

/** Once a contest has begun its rules stand; what changes all the same is an official act, looked at first, with a reason and a notice. */
export function createContestChangesService({ store, facts, desk, contests, notices, announce, clock }: Dependencies) {
  async function judge(contest: DeskContest, { version, settings }: ContestRulesChange, language: Language) {
    if (contest.version !== version) throw new Problem('CONTEST_CHANGED')
    if (!areContestRulesFrozen(contest, clock.now())) throw new Problem('CONTEST_NOT_BEGUN')
    const next = { ...contest, settings }
    refuseNewFaults(contest, next, language)
    const entrants = await facts.entrants(contest.id)
    return { next, entrants, token: tokenOf(contest, settings, entrants > 0), fields: changedFields({ settings: contest.settings }, { settings }) }
  }

  return {
    /** What would follow; nothing is changed. */
    async impact({ slug, language }: Omit<DeskRequest, 'by'>, change: ContestRulesChange): Promise<ContestRulesImpact> {
      const contest = await store.read((await contests.bySlug(slug)).id)
      const { next, entrants, token, fields } = await judge(contest, change, language)
      const { before, after } = fields
      return {
        token,
        differences: Object.keys(after).map((field) => ({ field, before: before[field], after: after[field] })),
        entrants,
        recomputes: [...new Set(Object.entries(followsFrom).flatMap(([name, what]) => (isAmong(name, after) ? [what] : [])))],
        isSealed: contest.sealedAt !== null,
        toldIn: roundsToTell(contest, clock.now()),
        warnings: inWords(newWarnings(contest, next), language),
      }
    },

    async decide({ slug, by, language }: DeskRequest, act: ContestRulesAct): Promise<ContestDesk> {
      const { id: contestId } = await contests.bySlug(slug)
      const { actionId, token: seen, reason, notice, ...change } = act
      const digest = digestOf('official-contest', { ...act, actionId: undefined })
      await store.perform({ by, contestId, actionId, digest }, async (transaction, contest) => {
        const { next, entrants, token, fields } = await judge(contest, change, language)
        if (token !== seen) throw new Problem('IMPACT_CHANGED')
        await writeContest(transaction, { ...next, nowMs: clock.now(), isOfficial: true })
        const told: Record<number, number> = {}
        for (const roundId of roundsToTell(contest, clock.now()))
          told[roundId] = await notices.add(transaction, { contestId, roundId, at: new Date(by.atMs), text: notice.text, textEn: notice.textEn })
        const subject = { contestId, version: contest.version + 1, notices: told, entrants }
        return [{ act: 'contest.official-change', contestId, subject, ...fields, reason }]
      })
      contests.forget(slug)
      announce(slug)
      return desk.view(slug, language)
    },
  }
}
export type ContestChangesService = ReturnType<typeof createContestChangesService>

function isAmong(name: string, fields: Record<string, unknown>): boolean {
  return Object.keys(fields).some((field) => field === `settings.${name}` || field.startsWith(`settings.${name}.`))
}

/** Whoever sits an attempt now; between two rounds, those of the last one. Everybody else reads it on the page of the contest. */
function roundsToTell({ rounds }: Pick<DeskContest, 'rounds'>, nowMs: number): number[] {
  const opened = rounds.filter(({ opensAt }) => opensAt.getTime() <= nowMs)
  const running = opened.filter(({ closesAt }) => nowMs < closesAt.getTime())
  const last = opened.toSorted((a, b) => a.opensAt.getTime() - b.opensAt.getTime()).slice(-1)
  return (running.length > 0 ? running : last).map(({ id }) => id)
}

/** What was looked at: the contest as it was, what was asked, and whether anybody was concerned. Counts move every second. */
function tokenOf({ id, version }: DeskContest, settings: ContestRulesChange['settings'], isConcerning: boolean): string {
  return digestOf('contest-impact', [id, version, isConcerning, Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1))])
}
