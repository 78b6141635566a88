import type { Sql } from 'postgres'
import { gradePaper } from '../../question-bank/grading.ts'
import { drawPaper } from '../../question-bank/paper.ts'
import type { QuestionContent, QuestionKey } from '../../question-bank/question.ts'
import { compareBy, type Ranked } from '../../server/features/standings/ranking.ts'
import { aRanked } from '../helpers/a-ranked.ts'
import type { DrillContest } from './drill-contest.ts'

export type CountedTap = {
  attemptId: string
  actionId: string
  tap: number
  question: number
  seq: number
  device: string
  answer: string
  isOvertaken: boolean
  receivedAtMs: number
}

export type CountedAttempt = {
  id: string
  contestantId: string
  unitId: number
  attemptNo: number
  state: string
  startedAtMs: number
  deadlineAtMs: number
  acceptsUntilMs: number
  closedAtMs: number | null
  keyNumber: number | null
  receiptCode: string
  stored: {
    scoreThousandths: number | null
    correctCount: number | null
    answeredCount: number | null
    durationMs: number | null
    digest: string | null
  }
  taps: CountedTap[]
  counted: { scoreThousandths: number; correctCount: number; answeredCount: number; durationMs: number }
}

export type CountedBoard = { rows: { place: number; contestantId: string; ranked: Ranked }[]; tallies: Map<number, number> }

/** The whole contest counted anew from what PostgreSQL holds, by rules written here a second time, not by the server's code. */
export async function recount(sql: Sql, contest: DrillContest): Promise<{ attempts: CountedAttempt[]; board: CountedBoard }> {
  const { contestId, roundId, settings } = contest
  const revisions = await sql<{ id: string; content: QuestionContent; key: QuestionKey }[]>`select id, content, key from question_revisions`
  const revisionOf = new Map(revisions.map((revision) => [revision.id, revision]))
  const taps = await sql<CountedTap[]>`
    select attempt_id as "attemptId", action_id as "actionId", tap, question, seq, device, answer, is_overtaken as "isOvertaken",
      floor(extract(epoch from received_at) * 1000)::float8 as "receivedAtMs"
    from answer_log where contest_id = ${contestId} order by attempt_id, tap`
  const tapsOf = Map.groupBy(taps, (tap) => tap.attemptId)
  const rows = await sql<(Omit<CountedAttempt, 'taps' | 'counted' | 'stored'> & CountedAttempt['stored'] & { seed: Buffer })[]>`
    select a.id, a.contestant_id as "contestantId", a.unit_id as "unitId", a.attempt_no as "attemptNo", a.state, a.receipt_code as "receiptCode", a.key_number as "keyNumber",
      floor(extract(epoch from a.started_at) * 1000)::float8 as "startedAtMs", floor(extract(epoch from a.deadline_at) * 1000)::float8 as "deadlineAtMs",
      floor(extract(epoch from a.accepts_until) * 1000)::float8 as "acceptsUntilMs", floor(extract(epoch from a.closed_at) * 1000)::float8 as "closedAtMs",
      a.score_thousandths as "scoreThousandths", a.correct_count as "correctCount", a.answered_count as "answeredCount", a.duration_ms as "durationMs",
      encode(a.answer_digest, 'hex') as digest, c.seed
    from attempts a join contestants c on c.contest_id = a.contest_id and c.id = a.contestant_id
    where a.contest_id = ${contestId} and a.round_id = ${roundId}`
  const attempts = rows.map(({ seed, scoreThousandths, correctCount, answeredCount, durationMs, digest, ...row }): CountedAttempt => {
    const ofAttempt = tapsOf.get(row.id) ?? []
    const material = (id: string) => revisionOf.get(id) as (typeof revisions)[number]
    const paper = drawPaper({ seed, roundId, attemptNo: row.attemptNo, blueprint: settings.blueprint, contentOf: (id) => material(id).content })
    const graded = gradePaper(paper, standingAnswers(ofAttempt), material)
    const end = Math.min(row.closedAtMs ?? row.deadlineAtMs, row.deadlineAtMs)
    return {
      ...row,
      stored: { scoreThousandths, correctCount, answeredCount, durationMs, digest },
      taps: ofAttempt,
      counted: {
        scoreThousandths: graded.scoreThousandths,
        correctCount: graded.correctCount,
        answeredCount: graded.answeredCount,
        durationMs: Math.max(0, end - row.startedAtMs),
      },
    }
  })
  return { attempts, board: boardOf(attempts, contest, await unitTrails(sql)) }
}

/** Of one device the higher sequence wins, between devices the later receipt: read in the order of the tap numbers. */
function standingAnswers(taps: readonly CountedTap[]): (string | undefined)[] {
  const answers: (string | undefined)[] = []
  const highest = new Map<string, number>()
  for (const { device, question, seq, answer } of taps) {
    const which = `${device} ${question}`
    if (seq < (highest.get(which) ?? 0)) continue
    highest.set(which, seq)
    answers[question] = answer
  }
  return answers
}

function boardOf(attempts: readonly CountedAttempt[], { settings }: DrillContest, trails: Map<number, number[]>): CountedBoard {
  const compare = compareBy(settings.ranking)
  const closed = attempts.filter((attempt) => attempt.state === 'submitted' || attempt.state === 'expired')
  const best = [...Map.groupBy(closed, (attempt) => attempt.contestantId).values()].map((ofPerson) => {
    const ranked = ofPerson.map((attempt) => ({ attempt, ranked: rankedOf(attempt) }))
    return ranked.sort((a, b) => compare(a.ranked, b.ranked) || a.attempt.attemptNo - b.attempt.attemptNo)[0] as (typeof ranked)[number]
  })
  best.sort((a, b) => compare(a.ranked, b.ranked) || (a.attempt.contestantId < b.attempt.contestantId ? -1 : 1))
  let place = 1
  const rows = best.map(({ attempt, ranked }, index) => {
    const above = best[index - 1]
    if (above && compare(above.ranked, ranked) !== 0) place = index + 1
    return { place, contestantId: attempt.contestantId, ranked }
  })
  const tallies = new Map<number, number>()
  for (const { attempt } of best) for (const unitId of trails.get(attempt.unitId) ?? []) tallies.set(unitId, (tallies.get(unitId) ?? 0) + 1)
  return { rows, tallies }
}

function rankedOf({ counted, closedAtMs }: CountedAttempt): Ranked {
  return aRanked({ score: counted.scoreThousandths, durationMs: counted.durationMs, submittedAtMs: closedAtMs })
}

async function unitTrails(sql: Sql): Promise<Map<number, number[]>> {
  const units = await sql<{ id: number; path: string }[]>`select id, path::text as path from units`
  return new Map(units.map(({ id, path }) => [id, path.split('.').map(Number)]))
}
