import type { Clock } from '../../clock.ts'
import type { ChangeImpact, ContestDesk, OfficialAct, OfficialChange } from '../../contract/contest-desk.ts'
import { Problem } from '../../contract/errors.ts'
import type { Language } from '../../contract/primitives.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { NoticesService } from '../notices/notices-service.ts'
import { changedFields, newWarnings, refuseNewFaults } from './changed-settings.ts'
import { type ContestDeskService, changedRound, type DeskRequest, digestOf, roundOf, told, withRound } from './contest-desk-service.ts'
import type { DeskContest, DeskRoundRow, DeskStore } from './desk-store.ts'
import { writeRound } from './desk-writes.ts'
import type { OfficialChangesStore } from './official-changes-store.ts'
import { areRoundRulesFrozen, inWords } from './present-desk.ts'
import { fault } from './settings-fault.ts'

type Dependencies = {
  store: DeskStore
  attempts: OfficialChangesStore
  desk: Pick<ContestDeskService, 'view'>
  contests: Pick<ContestsService, 'bySlug' | 'forget'>
  notices: Pick<NoticesService, 'add'>
  announce(slug: string): void
  clock: Clock
}

/** What places are made of: standings that were made by other rules are made anew. */
const rankedBy = ['counts', 'ranking', 'places', 'prediction', 'isPractice'] as const

/** Once a round is open its rules stand; what changes all the same is an official act, looked at first, with a reason and a notice. */
export function createOfficialChangesService({ store, attempts, desk, contests, notices, announce, clock }: Dependencies) {
  async function judge(contest: DeskContest, roundId: number, change: OfficialChange, language: Language) {
    const round = roundOf(contest, roundId)
    if (round.version !== change.version) throw new Problem('ROUND_CHANGED')
    if (!areRoundRulesFrozen(round, clock.now())) throw new Problem('ROUND_NOT_OPENED_YET')
    const next = changedRound(round, change)
    const facts = await attempts.facts(contest.id, roundId, deadlineRule(next))
    refuseTooLate(round, next, facts, language)
    refuseNewFaults(contest, withRound(contest, next), language)
    return { round, next, facts }
  }

  return {
    /** What would follow; nothing is changed. */
    async impact({ slug, language }: Omit<DeskRequest, 'by'>, roundId: number, change: OfficialChange): Promise<ChangeImpact> {
      const contest = await store.read((await contests.bySlug(slug)).id)
      const { round, next, facts } = await judge(contest, roundId, change, language)
      const { before, after } = changedFields(told(round), told(next))
      return {
        token: tokenOf(contest, round, change, facts.started > 0),
        differences: Object.keys(after).map((field) => ({ field, before: before[field], after: after[field] })),
        attempts: { started: facts.started, running: facts.running },
        deadlinesMoved: change.appliesTo === 'running-too' ? facts.laterDeadlines : 0,
        recomputes: recomputes(Object.keys(after)),
        warnings: inWords(newWarnings(contest, withRound(contest, next)), language),
      }
    },

    async decide({ slug, by, language }: DeskRequest, roundId: number, act: OfficialAct): Promise<ContestDesk> {
      const { id: contestId } = await contests.bySlug(slug)
      const { actionId, token, reason, notice, ...change } = act
      await store.perform(
        { by, contestId, actionId, digest: digestOf('official', { ...act, actionId: undefined, roundId }) },
        async (transaction, contest) => {
          const { round, next, facts } = await judge(contest, roundId, change, language)
          if (tokenOf(contest, round, change, facts.started > 0) !== token) throw new Problem('IMPACT_CHANGED')
          await writeRound(transaction, { ...next, contestId, nowMs: clock.now(), isOfficial: true })
          const moved = change.appliesTo === 'running-too' ? await attempts.moveDeadlines(transaction, contestId, roundId, deadlineRule(next)) : 0
          const number = await notices.add(transaction, { contestId, roundId, at: new Date(by.atMs), text: notice.text, textEn: notice.textEn })
          const fields = changedFields(told(round), told(next))
          return [
            {
              act: 'round.official-change',
              contestId,
              subject: {
                contestId,
                roundId,
                version: round.version + 1,
                notice: number,
                started: facts.started,
                running: facts.running,
                deadlinesMoved: moved,
              },
              ...fields,
              reason,
            },
          ]
        },
      )
      contests.forget(slug)
      announce(slug)
      return desk.view(slug, language)
    },
  }
}
export type OfficialChangesService = ReturnType<typeof createOfficialChangesService>

function deadlineRule({ closesAt, settings: { durationSeconds, graceSeconds } }: DeskRoundRow) {
  return { closesAt, durationSeconds, graceSeconds }
}

/** What cannot be taken back from people who have begun, or been scored. */
function refuseTooLate(round: DeskRoundRow, next: DeskRoundRow, facts: { started: number; scored: number }, language: Language): void {
  const [was, is] = [round.settings, next.settings]
  const arePointsOther = was.wrongThousandths !== is.wrongThousandths || was.blankThousandths !== is.blankThousandths
  const faults = [
    ...(facts.started > 0 && round.opensAt.getTime() !== next.opensAt.getTime() ? [fault('/opensAt', 'OPENING_PASSED')] : []),
    ...(facts.scored > 0 && arePointsOther ? [fault('/rules/wrongThousandths', 'POINTS_ALREADY_GIVEN')] : []),
  ]
  if (faults.length > 0) throw new Problem('SETTINGS_REFUSED', { errors: inWords(faults, language).map(({ at, text }) => ({ at, reason: text })) })
}

function recomputes(fields: readonly string[]): ChangeImpact['recomputes'] {
  const isRanked = fields.some(
    (field) => field === 'freezesAt' || rankedBy.some((name) => field === `rules.${name}` || field.startsWith(`rules.${name}.`)),
  )
  const isScored = fields.some((field) => field === 'rules.wrongThousandths' || field === 'rules.blankThousandths')
  return [...(isScored ? (['scores'] as const) : []), ...(isRanked || isScored ? (['standings'] as const) : [])]
}

/** What was looked at: the round and the contest as they were, what was asked, and whether anybody was concerned. Counts move every second. */
function tokenOf({ id, version }: DeskContest, round: DeskRoundRow, change: OfficialChange, isConcerning: boolean): string {
  return digestOf('impact', [id, version, round.id, round.version, isConcerning, Object.entries(change).sort(([a], [b]) => (a < b ? -1 : 1))])
}
