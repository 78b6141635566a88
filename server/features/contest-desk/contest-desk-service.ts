import { hash } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import type { Clock } from '../../clock.ts'
import type {
  ContestChange,
  ContestDesk,
  ContestLines,
  PlannedRounds,
  RecurringRounds,
  RoundChange,
  RoundCopy,
  RoundOrder,
  RoundRemoval,
  RoundsAddition,
} from '../../contract/contest-desk.ts'
import { Problem } from '../../contract/errors.ts'
import type { Language } from '../../contract/primitives.ts'
import type { Secrets } from '../../secrets.ts'
import { type Actor, can, requireCan } from '../access/can.ts'
import type { Act, ActBy } from '../audit/act.ts'
import { leavesUnitOpen } from '../contestants/registration-form.ts'
import { contestPhase } from '../contests/contest-phase.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import { type RoundSettings, rulesOf } from '../contests/round-settings.ts'
import { misplacedClauses } from '../rules-text/rules-text.ts'
import type { UnitsService } from '../units/units-service.ts'
import { changedFields, refuse, refuseNewFaults } from './changed-settings.ts'
import type { DeskContest, DeskRoundRow, DeskStore } from './desk-store.ts'
import { deleteRound, insertRound, writeAccessCode, writeContest, writeOrder, writeRound } from './desk-writes.ts'
import { areContestRulesFrozen, areRoundRulesFrozen, judged, presentDesk } from './present-desk.ts'
import { recurringWindows } from './recurring-windows.ts'
import { fault } from './settings-fault.ts'

type Dependencies = {
  store: DeskStore
  contests: Pick<ContestsService, 'bySlug' | 'forget'>
  units: Pick<UnitsService, 'pathOf' | 'hasSeveralTops'>
  secrets: Pick<Secrets, 'accessCodeHmacs'>
  /** Tells the other processes that something published in a contest changed. */
  announce(slug: string): void
  clock: Clock
}

/** Announced for everybody, and asking nobody where they belong. */
const leavesPeopleNowhere = (contest: DeskContest) =>
  contest.settings.announcedAt !== null && contest.unitId === null && leavesUnitOpen(judged(contest).form)

/** Which contest, who asks, and in which language faults are told. */
export type DeskRequest = { slug: string; by: ActBy; language: Language }

/** Where organizers set everything of a contest, until its rounds open. */
export function createContestDeskService({ store, contests, units, secrets, announce, clock }: Dependencies) {
  const view = async (slug: string, language: Language): Promise<ContestDesk> =>
    presentDesk(await store.read((await contests.bySlug(slug)).id), clock.now(), language)

  type Work = (transaction: TransactionSql, contest: DeskContest) => Promise<readonly Act[]>

  /** Does it once, however often it is asked for, and answers with everything as it is then. */
  async function perform({ slug, by, language }: DeskRequest, request: { actionId: string }, kind: string, work: Work): Promise<ContestDesk> {
    const { id } = await contests.bySlug(slug)
    const { actionId, ...asked } = request
    await store.perform({ by, contestId: id, actionId, digest: digestOf(kind, asked, codeMark) }, work)
    contests.forget(slug)
    announce(slug)
    return view(slug, language)
  }

  return {
    view,

    async list(actor: Actor): Promise<ContestLines> {
      const mine = (await store.lines()).filter(({ unitPath }) => can(actor, 'contest.read', [unitPath]))
      return {
        contests: mine.map(({ slug, title, organizer, unitId, version, rounds, ...facts }) => {
          const windows = rounds.map(({ opensAt, closesAt, freezesAt, ...settings }) => ({
            opensAt: new Date(opensAt),
            closesAt: new Date(closesAt),
            freezesAt: freezesAt === null ? null : new Date(freezesAt),
            settings,
          }))
          const moment = (ms: readonly number[], choose: (...ms: number[]) => number) =>
            ms.length === 0 ? null : new Date(choose(...ms)).toISOString()
          return {
            slug,
            title,
            organizer,
            unitId,
            version,
            phase: contestPhase({ ...facts, rounds: windows }, clock.now()),
            rounds: rounds.length,
            firstOpensAt: moment(
              windows.map(({ opensAt }) => opensAt.getTime()),
              Math.min,
            ),
            lastClosesAt: moment(
              windows.map(({ closesAt }) => closesAt.getTime()),
              Math.max,
            ),
          }
        }),
      }
    },

    async change(actor: Actor, request: DeskRequest, change: ContestChange): Promise<ContestDesk> {
      const { actionId: _action, version, reason, ...changes } = change
      if (changes.unitId !== undefined)
        requireCan(actor, 'contest.write', [changes.unitId === null ? null : await units.pathOf(changes.unitId)], 'UNIT_NOT_FOUND')
      refuseMisplaced(changes.rulesBlocks)
      return perform(request, change, 'contest', async (transaction, contest) => {
        if (contest.version !== version) throw new Problem('CONTEST_CHANGED')
        const next = { ...contest, ...changes }
        refuseNewFaults(contest, next, request.language)
        // units may have come since the form was saved
        if (leavesPeopleNowhere(next) && !leavesPeopleNowhere(contest) && (await units.hasSeveralTops()))
          refuse([fault('/settings/announcedAt', 'UNIT_NOT_ASKED')], request.language)
        const fields = changedFields(contest, next)
        const isRuled = Object.keys(fields.after).some((field) => field.startsWith('settings'))
        if (isRuled && areContestRulesFrozen(contest, clock.now())) throw new Problem('CONTEST_RULES_FROZEN')
        await writeContest(transaction, { ...next, nowMs: clock.now() })
        return [
          {
            act: 'contest.change',
            contestId: contest.id,
            subject: { contestId: contest.id, version: version + 1 },
            ...fields,
            ...(reason ? { reason } : {}),
          },
        ]
      })
    },

    addRounds: (request: DeskRequest, addition: RoundsAddition) =>
      perform(request, addition, 'rounds', async (transaction, contest) => {
        if (contest.version !== addition.version) throw new Problem('CONTEST_CHANGED')
        const { blueprint, authored } = blueprintOf(contest, addition.copyBlueprintOf)
        const rounds = addition.rounds.map(({ rules, ...round }) => ({
          ...round,
          settings: { ...rules, blueprint, ...(authored ? { authored } : {}) },
        }))
        return addTo(transaction, contest, { rounds, language: request.language })
      }),

    /** The same rules and questions at another time; whoever made it from which round stays in the audit log. */
    copyRound: (request: DeskRequest, roundId: number, { actionId, ...copy }: RoundCopy) =>
      perform(request, { ...copy, roundId, actionId } as RoundCopy & { roundId: number }, 'copy', async (transaction, contest) => {
        if (contest.version !== copy.version) throw new Problem('CONTEST_CHANGED')
        const { settings } = roundOf(contest, roundId)
        return addTo(transaction, contest, { rounds: [{ ...copy, settings }], language: request.language, copiedFrom: roundId })
      }),

    changeRound: (request: DeskRequest, roundId: number, change: RoundChange) =>
      perform(request, { ...change, roundId } as RoundChange & { roundId: number }, 'round', async (transaction, contest) => {
        const round = roundOf(contest, roundId)
        if (round.version !== change.version) throw new Problem('ROUND_CHANGED')
        if (areRoundRulesFrozen(round, clock.now())) throw new Problem('ROUND_ALREADY_OPEN')
        const next = changedRound(round, change)
        // a round is not opened by moving its opening into the past
        if (next.opensAt.getTime() <= clock.now()) throw new Problem('ROUND_ALREADY_OPEN')
        refuseNewFaults(contest, withRound(contest, next), request.language)
        await writeRound(transaction, { ...next, contestId: contest.id, nowMs: clock.now(), isOfficial: false })
        if (change.accessCode !== undefined)
          await writeAccessCode(transaction, contest.id, roundId, change.accessCode === null ? null : hmacOf(roundId, change.accessCode))
        return [
          {
            act: 'round.change',
            contestId: contest.id,
            subject: { contestId: contest.id, roundId, version: round.version + 1, ...toldCode(change) },
            ...changedFields(told(round), told(next)),
          },
        ]
      }),

    removeRound: (request: DeskRequest, roundId: number, removal: RoundRemoval) =>
      perform(request, { ...removal, roundId } as RoundRemoval & { roundId: number }, 'removal', async (transaction, contest) => {
        const round = roundOf(contest, roundId)
        if (round.version !== removal.version) throw new Problem('ROUND_CHANGED')
        if (areRoundRulesFrozen(round, clock.now())) throw new Problem('ROUND_ALREADY_OPEN')
        refuseNewFaults(contest, { ...contest, rounds: contest.rounds.filter(({ id }) => id !== roundId) }, request.language)
        await deleteRound(transaction, { contestId: contest.id, id: roundId, version: round.version, nowMs: clock.now() })
        await writeContest(transaction, { ...contest, nowMs: clock.now() })
        return [{ act: 'round.remove', contestId: contest.id, subject: { contestId: contest.id, roundId }, before: told(round) }]
      }),

    orderRounds: (request: DeskRequest, order: RoundOrder) =>
      perform(request, order, 'order', async (transaction, contest) => {
        if (contest.version !== order.version) throw new Problem('CONTEST_CHANGED')
        const before = contest.rounds.map(({ id }) => id)
        if (before.length !== order.roundIds.length || !before.every((id) => order.roundIds.includes(id))) throw new Problem('ROUND_NOT_FOUND')
        await writeOrder(transaction, contest.id, order.roundIds)
        await writeContest(transaction, { ...contest, nowMs: clock.now() })
        return [{ act: 'contest.rounds', contestId: contest.id, subject: { contestId: contest.id }, before, after: order.roundIds }]
      }),

    /** What would be made, to be looked at before it is added; nothing is saved. */
    plan: (recurring: RecurringRounds): PlannedRounds => ({
      rounds: recurringWindows(recurring).map(({ title, opensAt, closesAt, freezesAt }) => ({
        title,
        opensAt: opensAt.toISOString(),
        closesAt: closesAt.toISOString(),
        freezesAt: freezesAt?.toISOString() ?? null,
      })),
    }),
  }

  async function addTo(transaction: TransactionSql, contest: DeskContest, { rounds: drafts, language, copiedFrom }: Addition): Promise<Act[]> {
    const last = contest.rounds.length
    const rounds = drafts.map(({ title, opensAt, closesAt, freezesAt, settings, accessCode }, index) => ({
      title,
      position: last + index + 1,
      opensAt: new Date(opensAt),
      closesAt: new Date(closesAt),
      freezesAt: freezesAt === null ? null : new Date(freezesAt),
      settings,
      accessCode,
    }))
    const asRows = rounds.map((round, index): DeskRoundRow => ({ ...round, ...notYetStored, id: -1 - index }))
    refuseNewFaults(contest, { ...contest, rounds: [...contest.rounds, ...asRows] }, language)
    // where rounds were never put in order they are listed by their opening
    await writeOrder(
      transaction,
      contest.id,
      contest.rounds.map(({ id }) => id),
    )
    const roundIds: number[] = []
    for (const { accessCode, ...round } of rounds) {
      const roundId = await insertRound(transaction, contest.id, round)
      if (accessCode) await writeAccessCode(transaction, contest.id, roundId, hmacOf(roundId, accessCode))
      roundIds.push(roundId)
    }
    await writeContest(transaction, { ...contest, nowMs: clock.now() })
    const after = rounds.map((round, index) => ({ roundId: roundIds[index], ...told(round), ...(copiedFrom === undefined ? {} : { copiedFrom }) }))
    return [{ act: 'contest.rounds', contestId: contest.id, subject: { contestId: contest.id, roundIds }, after }]
  }

  /** The same code gives the same mark, whichever round it is for. */
  function codeMark(code: string): string {
    return hmacOf(0, code).toString('hex')
  }

  function hmacOf(roundId: number, code: string): Buffer {
    const [present] = secrets.accessCodeHmacs(roundId, code)
    if (!present) throw new Error('there is no key for access codes')
    return present
  }
}
export type ContestDeskService = ReturnType<typeof createContestDeskService>

type Addition = {
  rounds: readonly (Pick<RoundCopy, 'title' | 'opensAt' | 'closesAt' | 'freezesAt' | 'accessCode'> & { settings: RoundSettings })[]
  language: Language
  copiedFrom?: number
}

const notYetStored = { version: 1, noticeNumber: 0, hasAccessCode: false, hasAttempts: false, predictions: 0 }

/** `ofCode` stands for an access code: a digest without a key would tell one of four letters to whoever tries them all. */
export function digestOf(kind: string, asked: object, ofCode?: (code: string) => string): string {
  const written = JSON.stringify([kind, asked], (name, value: unknown) =>
    ofCode && name === 'accessCode' && typeof value === 'string' ? ofCode(value) : value,
  )
  return hash('sha256', written)
}

export function roundOf(contest: DeskContest, roundId: number): DeskRoundRow {
  const round = contest.rounds.find(({ id }) => id === roundId)
  if (!round) throw new Problem('ROUND_NOT_FOUND')
  return round
}

export function withRound(contest: DeskContest, next: DeskRoundRow): DeskContest {
  return { ...contest, rounds: contest.rounds.map((round) => (round.id === next.id ? next : round)) }
}

type RoundChanges = Pick<RoundChange, 'title' | 'opensAt' | 'closesAt' | 'freezesAt' | 'rules'>

/** What is not named stays as it is; the blueprint is saved by itself. */
export function changedRound(round: DeskRoundRow, { title, opensAt, closesAt, freezesAt, rules }: RoundChanges): DeskRoundRow {
  return {
    ...round,
    ...(title === undefined ? {} : { title }),
    ...(opensAt === undefined ? {} : { opensAt: new Date(opensAt) }),
    ...(closesAt === undefined ? {} : { closesAt: new Date(closesAt) }),
    ...(freezesAt === undefined ? {} : { freezesAt: freezesAt === null ? null : new Date(freezesAt) }),
    settings: { ...round.settings, ...rules },
  }
}

/** What the audit log tells of a round: everything but its pools, which are thousands of ids. */
export function told({
  title,
  opensAt,
  closesAt,
  freezesAt,
  settings,
}: Pick<DeskRoundRow, 'title' | 'opensAt' | 'closesAt' | 'freezesAt' | 'settings'>) {
  return { title, opensAt, closesAt, freezesAt, rules: rulesOf(settings) }
}

/** Of an access code the log says that it was set or taken away, never what it is. */
function toldCode({ accessCode }: Pick<RoundChange, 'accessCode'>) {
  return accessCode === undefined ? {} : { accessCode: accessCode === null ? 'removed' : 'set' }
}

function blueprintOf(contest: DeskContest, roundId: number | undefined): Pick<RoundSettings, 'blueprint' | 'authored'> {
  if (roundId !== undefined) return roundOf(contest, roundId).settings
  return { blueprint: { pools: [], shuffleQuestions: true, shuffleOptions: true } }
}

function refuseMisplaced(blocks: ContestChange['rulesBlocks']): void {
  const misplaced = blocks ? misplacedClauses(blocks) : []
  if (misplaced.length > 0)
    throw new Problem('SETTINGS_REFUSED', {
      errors: misplaced.map((clause) => ({ at: '/rulesBlocks', reason: `each clause stands exactly once: ${clause}` })),
    })
}
