import { maxScoreOf } from '../../../question-bank/paper.ts'
import type { Clock } from '../../clock.ts'
import type { Finding, FindingList } from '../../contract/staff.ts'
import { evidenceLabels } from '../../i18n/vi/evidence.ts'
import type { Ids } from '../../ids.ts'
import { gradeAttempt, paperOf } from '../attempts/attempt-scoring.ts'
import type { AttemptRow, AttemptsStore } from '../attempts/attempts-store.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { StandingsStore } from '../standings/standings-store.ts'
import type { UnitsService } from '../units/units-service.ts'
import { isTooFast, readingFloorMs, wrongDigest } from './checks.ts'
import type { FindingKind, IntegrityStore, NewFinding, Signals } from './integrity-store.ts'

type Dependencies = {
  store: IntegrityStore
  attempts: Pick<AttemptsStore, 'findAll' | 'log'>
  standings: Pick<StandingsStore, 'changes' | 'alone'>
  contests: ContestsService
  units: UnitsService
  ids: Ids
  clock: Clock
}

const pieceSize = 500

/** Signals, findings and decisions are kept apart: this service argues, a person decides. */
export function createIntegrityService({ store, attempts, standings, contests, units, ids, clock }: Dependencies) {
  /** Follows every scoring since the last run. */
  async function screenContest(contestId: number): Promise<void> {
    const cursor = `integrity ${contestId}`
    for (let from = await store.cursor(cursor); ; ) {
      const { rows, seenBelow } = await standings.changes(contestId, from, pieceSize)
      const official = rows.filter((row) => row.projection === 'official')
      for (const ofRound of Map.groupBy(official, (row) => row.roundId).values()) {
        const roundId = ofRound[0]?.roundId ?? 0
        const unseen = await store.unseenAttempts(
          contestId,
          roundId,
          ofRound.map((row) => row.contestantId),
        )
        for (const attempt of await attempts.findAll(contestId, unseen)) await screenAttempt(attempt)
      }
      if (seenBelow !== from) await store.moveCursor(cursor, seenBelow)
      if (rows.length < pieceSize || seenBelow === from) return
      from = seenBelow
    }
  }

  async function screenAttempt(attempt: AttemptRow): Promise<void> {
    const material = await contests.material(attempt.contestId, attempt.roundId, attempt.roundVersion)
    const taps = await attempts.log(attempt.contestId, [attempt.id])
    const { wrong } = gradeAttempt(attempt, taps, material)
    const texts = paperOf(attempt, material).flatMap(({ revisionId }) => {
      const content = material.revisions.get(revisionId)?.content
      return content ? [content.stem, ...content.options] : []
    })
    const signals: Signals = {
      contestId: attempt.contestId,
      attemptId: attempt.id,
      roundId: attempt.roundId,
      contestantId: attempt.contestantId,
      device: attempt.device,
      readingFloorMs: readingFloorMs(texts),
      wrongDigest: wrongDigest(wrong),
      wrongCount: wrong.length,
    }
    await store.addSignals(signals)
    const scoreThousandths = attempt.scoreThousandths ?? 0
    const durationMs = attempt.durationMs ?? 0
    const maxScore = maxScoreOf(material.settings.blueprint)
    if (isTooFast({ scoreThousandths, durationMs }, maxScore, signals.readingFloorMs)) {
      await open(signals, 'too-fast', attempt.id, [attempt.id], {
        durationSeconds: Math.round(durationMs / 1_000),
        readingFloorSeconds: Math.round(signals.readingFloorMs / 1_000),
        questionCount: attempt.questionCount,
      })
    }
    await compare(signals, 'shared-device', signals.device, await store.sameDevice(signals))
    if (signals.wrongDigest) await compare(signals, 'equal-wrong-answers', signals.wrongDigest.toString('hex'), await store.sameWrongAnswers(signals))
  }

  /** One person's own attempts are no evidence against that person. */
  async function compare(signals: Signals, kind: FindingKind, subject: string, alike: { attemptId: string; contestantId: string }[]): Promise<void> {
    const people = new Set(alike.map((row) => row.contestantId)).size
    if (people < 2) return
    const evidence = { people, attempts: alike.length, ...(kind === 'equal-wrong-answers' ? { equalWrongAnswers: signals.wrongCount } : {}) }
    await open(
      signals,
      kind,
      subject,
      alike.map((row) => row.attemptId),
      evidence,
    )
  }

  const open = (signals: Signals, kind: FindingKind, subject: string, attemptIds: string[], evidence: NewFinding['evidence']) =>
    store.openFinding({
      contestId: signals.contestId,
      id: ids.uuid(clock.now()),
      roundId: signals.roundId,
      kind,
      subject,
      attemptIds,
      evidence,
      openedAt: new Date(clock.now()),
    })

  return {
    async run(): Promise<void> {
      await standings.alone('screen attempts', async () => {
        for (const contest of await contests.all()) await screenContest(contest.id)
      })
    },
    async findings(slug: string): Promise<FindingList> {
      const contest = await contests.bySlug(slug)
      const rows = await store.findings(contest.id)
      const suspects = new Map(
        (await store.suspects(contest.id, [...new Set(rows.flatMap((row) => row.attemptIds))])).map((row) => [row.attemptId, row]),
      )
      const findings = rows.map(
        async (row): Promise<Finding> => ({
          id: row.id,
          kind: row.kind,
          openedAt: row.openedAt.toISOString(),
          roundTitle: contest.rounds.find((round) => round.id === row.roundId)?.title ?? '',
          attempts: await Promise.all(
            row.attemptIds.flatMap((attemptId) => {
              const suspect = suspects.get(attemptId)
              if (!suspect) return []
              const { fullName, unitId, scoreThousandths, durationMs } = suspect
              return [units.nameOf(unitId).then((unitName) => ({ attemptId, name: fullName, unitName, scoreThousandths, durationMs }))]
            }),
          ),
          evidence: Object.entries(row.evidence).map(([name, value]) => ({ label: evidenceLabels[name] ?? name, value: String(value) })),
        }),
      )
      return { findings: await Promise.all(findings) }
    },
  }
}
export type IntegrityService = ReturnType<typeof createIntegrityService>
