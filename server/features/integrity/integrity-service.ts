import { maxScoreOf } from '../../../question-bank/paper.ts'
import type { Clock } from '../../clock.ts'
import type { Language } from '../../contract/primitives.ts'
import type { Finding, FindingList } from '../../contract/staff.ts'
import { textsIn } from '../../i18n/texts-in.ts'
import type { Ids } from '../../ids.ts'
import { floorOf, gradeAttempt, readLog } from '../attempts/attempt-scoring.ts'
import type { AttemptLog, AttemptRow, AttemptsStore } from '../attempts/attempts-store.ts'
import type { ContestantsService } from '../contestants/contestants-service.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { StandingsStore } from '../standings/standings-store.ts'
import type { UnitsService } from '../units/units-service.ts'
import { deviceMark, isTooFast, timingOf, wrongDigest } from './checks.ts'
import type { FindingKind, FindingRow, IntegrityStore, NewFinding, Signals, SuspectRow } from './integrity-store.ts'

type Dependencies = {
  store: IntegrityStore
  attempts: Pick<AttemptsStore, 'findAll' | 'logs'>
  standings: Pick<StandingsStore, 'changes' | 'alone'>
  contests: ContestsService
  contestants: Pick<ContestantsService, 'namesOf'>
  units: UnitsService
  ids: Ids
  clock: Clock
  /** Whether writes are waiting. */
  isBusy(): boolean
}

type Round = { contestId: number; roundId: number }

const pieceSize = 1_000

/** Signals, findings and decisions are kept apart: this service argues, a person decides. */
export function createIntegrityService({ store, attempts, standings, contests, contestants, units, ids, clock, isBusy }: Dependencies) {
  /** Follows every scoring since the last run, a piece at a time; false when it has caught up. */
  async function screenPiece(contestId: number): Promise<boolean> {
    const cursor = `integrity ${contestId}`
    const from = await store.cursor(cursor)
    const { rows, seenBelow } = await standings.changes(contestId, from, pieceSize)
    const official = rows.filter((row) => row.projection === 'official')
    for (const [roundId, ofRound] of Map.groupBy(official, (row) => row.roundId)) {
      await screenRound(
        { contestId, roundId },
        ofRound.map((row) => row.contestantId),
      )
    }
    if (seenBelow !== from) await store.moveCursor(cursor, seenBelow)
    return rows.length >= pieceSize
  }

  /** A piece of a round in a handful of statements, however many attempts it holds. */
  async function screenRound(round: Round, contestantIds: readonly string[]): Promise<void> {
    const unseen = await store.unseenAttempts(round, contestantIds)
    if (unseen.length === 0) return
    const logs = await attempts.logs(round.contestId, unseen)
    const signals: Signals[] = []
    for (const attempt of await attempts.findAll(round.contestId, unseen)) signals.push(await signalsOf(attempt, logs.get(attempt.id)))
    await store.addSignals(round, signals)
    for (const { subject, people, attemptIds } of await store.sharedDevices(
      round,
      signals.map((one) => one.device),
    )) {
      await open(round, 'shared-device', subject, attemptIds, { people, attempts: attemptIds.length })
    }
    const digests = signals.flatMap((one) => (one.wrongDigest ? [one.wrongDigest] : []))
    for (const { subject, people, attemptIds, wrongCount } of await store.equalWrongAnswers(round, digests)) {
      await open(round, 'equal-wrong-answers', subject, attemptIds, { people, attempts: attemptIds.length, equalWrongAnswers: wrongCount })
    }
  }

  async function signalsOf(attempt: AttemptRow, log: AttemptLog | undefined): Promise<Signals> {
    const material = await contests.material(attempt.contestId, attempt.roundId, attempt.roundVersion)
    const { wrong } = gradeAttempt(attempt, readLog(log), material)
    const floorMs = floorOf(attempt, material)
    const { scoreThousandths, durationMs } = attempt
    if (
      scoreThousandths !== null &&
      durationMs !== null &&
      isTooFast({ scoreThousandths, durationMs }, maxScoreOf(material.settings.blueprint), floorMs)
    ) {
      await open(attempt, 'too-fast', attempt.id, [attempt.id], {
        durationSeconds: Math.round(durationMs / 1_000),
        readingFloorSeconds: Math.round(floorMs / 1_000),
        questionCount: attempt.questionCount,
      })
    }
    const { id: attemptId, contestantId, device } = attempt
    return { attemptId, contestantId, device, readingFloorMs: floorMs, wrongDigest: wrongDigest(wrong), wrongCount: wrong.length }
  }

  const open = ({ contestId, roundId }: Round, kind: FindingKind, subject: string, attemptIds: string[], evidence: NewFinding['evidence']) =>
    store.openFinding({ contestId, roundId }, { id: ids.uuid(clock.now()), kind, subject, attemptIds, evidence, openedAt: new Date(clock.now()) })

  return {
    async run(): Promise<void> {
      await standings.alone('screen attempts', async () => {
        for (const contest of await contests.all()) {
          // one piece while people take part, all of it when they leave us time
          for (let isBehind = true; isBehind; isBehind = isBehind && !isBusy()) isBehind = await screenPiece(contest.id)
        }
      })
    },
    /** With the ids of whom it names: who looked at whom is in the log. */
    async findings(slug: string, language: Language): Promise<{ contestId: number; contestantIds: string[]; list: FindingList }> {
      // findings outlive the checks that made them: a number nobody has words for any more keeps its name
      const labels: Record<string, string | undefined> = textsIn(language).evidenceLabels
      const contest = await contests.bySlug(slug)
      const rows = await store.findings(contest.id)
      const suspects = new Map(
        (await store.suspects(contest.id, [...new Set(rows.flatMap((row) => row.attemptIds))])).map((row) => [row.attemptId, row]),
      )
      const contestantIds = [...new Set([...suspects.values()].map((row) => row.contestantId))]
      const people = await contestants.namesOf(contest.id, contestantIds)
      const names = new Map(people.map(({ id, fullName }) => [id, fullName]))
      const present = async ({ attemptId, contestantId, unitId, scoreThousandths, durationMs, startedAt, endedAt }: SuspectRow) => ({
        attemptId,
        name: names.get(contestantId) ?? '',
        unitName: await units.nameOf(unitId),
        scoreThousandths,
        durationMs,
        startedAt: startedAt.toISOString(),
        endedAt: endedAt.toISOString(),
      })
      const findings = rows.map(async (row): Promise<Finding> => {
        const involved = row.attemptIds
          .flatMap((attemptId) => suspects.get(attemptId) ?? [])
          .sort((one, other) => one.startedAt.getTime() - other.startedAt.getTime())
        return {
          id: row.id,
          kind: row.kind,
          openedAt: row.openedAt.toISOString(),
          roundTitle: contest.rounds.find((round) => round.id === row.roundId)?.title ?? '',
          attempts: await Promise.all(involved.map(present)),
          evidence: Object.entries({ ...row.evidence, ...circumstancesOf(row, involved) }).map(([name, value]) => ({
            label: labels[name] ?? name,
            value: String(value),
          })),
        }
      })
      return { contestId: contest.id, contestantIds, list: { findings: await Promise.all(findings) } }
    },
  }
}
/** What the attempts themselves tell about a line, read when somebody looks: which device, in what order, how far apart. */
function circumstancesOf({ kind, subject }: FindingRow, involved: readonly SuspectRow[]): Record<string, number | string> {
  if (kind === 'too-fast') return {}
  const { atOnce, longestOverlapMs, shortestPauseMs } = timingOf(
    involved.map(({ startedAt, endedAt }) => ({ startedAtMs: startedAt.getTime(), endedAtMs: endedAt.getTime() })),
  )
  return {
    ...(kind === 'shared-device' ? { device: deviceMark(subject) } : {}),
    attemptsAtOnce: atOnce,
    ...(atOnce > 0 ? { longestOverlapSeconds: Math.round(longestOverlapMs / 1_000) } : {}),
    ...(shortestPauseMs === null ? {} : { shortestPauseSeconds: Math.round(shortestPauseMs / 1_000) }),
  }
}

export type IntegrityService = ReturnType<typeof createIntegrityService>
