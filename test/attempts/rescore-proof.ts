import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Sql } from 'postgres'
import { gradePaper } from '../../question-bank/grading.ts'
import { drawPaper } from '../../question-bank/paper.ts'
import type { QuestionContent, QuestionKey } from '../../question-bank/question.ts'
import { type DrillContest, questionCount, seedDrillContest } from '../drills/drill-contest.ts'
import { prepareGround } from '../drills/drill-ground.ts'
import type { DrillReport } from '../drills/drill-report.ts'
import { logInAsOwner } from '../drills/drill-staff.ts'
import type { ServiceProcess } from '../helpers/service-process.ts'
import { spentSince } from '../size/process-facts.ts'
import { startSavers } from './savers.ts'
import { seedScoredAttempts } from './seed-scored-attempts.ts'

const saving = 4_000
const mostSampled = 2_000
/** Issue of the contest day: a million attempts in less than five minutes. */
const goalPerSecond = 1_000_000 / 300

export type RescoreProof = { seed: string; size: number; baselineSeconds: number; say(line: string): void }

/**
 * A key is amended twice in a round with very many scored attempts: once while people go on saving, once when nobody does. Says how long
 * scores, standings and boards take, what the saves lost by it, and holds everything to a recount.
 */
export async function rescoreProof({ seed, size, baselineSeconds, say }: RescoreProof): Promise<DrillReport> {
  const ground = await prepareGround()
  const failures: string[] = []
  try {
    const contest = await seedDrillContest(ground.sql, saving)
    await seedScoredAttempts(ground.sql, contest, size, say)
    const service = await ground.startService()
    const cookie = await logInAsOwner(service.origin, ground.dataDir)
    const [first = '', second = ''] = contest.settings.blueprint.pools[0]?.revisionIds ?? []
    await caughtUp(ground.sql, contest, say)
    const savers = startSavers(service.origin, contest)

    await pause(1_000)
    const before = savers.saved()
    await pause(baselineSeconds * 1_000)
    const baseline = (savers.saved() - before) / baselineSeconds
    say(`${Math.round(baseline)} saves a second while nothing else is done`)

    const amend = (revisionId: string) => amendKey(service, cookie, revisionId)
    const savedBefore = savers.saved()
    const busy = await follow(ground.sql, contest, size, await amend(first), say)
    const besides = (savers.saved() - savedBefore) / busy.seconds
    const acknowledged = await savers.stop()
    say(`rescored besides saves in ${busy.seconds.toFixed(1)} s, ${Math.round(besides)} saves a second meanwhile`)
    const number = await amend(second)
    const spent = spentSince({ pid: service.pid, folder: dirname(ground.dataDir) })
    const quiet = await follow(ground.sql, contest, size, number, say)
    const cost = spent()

    failures.push(...savers.failures, ...(await differences(ground.sql, contest, number, [first, second])))
    const [logged] = await ground.sql<{ count: number }[]>`
      select count(*)::integer as count from answer_log l join attempts a on a.contest_id = l.contest_id and a.id = l.attempt_id
      where a.contest_id = ${contest.contestId} and a.state = 'open'`
    if (logged?.count !== acknowledged) failures.push(`${acknowledged} saves were acknowledged, ${logged?.count} are in the log`)
    const attempts = quiet.attempts
    const ofAThousand = (seconds: number) => ((seconds * 1_000) / attempts).toFixed(3)
    return {
      seed,
      failures,
      figures: {
        attempts,
        answers: attempts * questionCount,
        besidesSaves: `${busy.seconds.toFixed(1)} s, ${perSecond(attempts, busy.seconds)} attempts a second`,
        savesBefore: `${Math.round(baseline)} a second`,
        savesMeanwhile: `${Math.round(besides)} a second, ${(besides / baseline).toFixed(2)} of before`,
        withoutSaves: `${quiet.seconds.toFixed(1)} s, ${perSecond(attempts, quiet.seconds)} attempts a second`,
        processorWithoutSaves: `${ofAThousand(cost.service)} s of the service and ${ofAThousand(cost.stores)} s of PostgreSQL and Redis for a thousand attempts; other programs took ${((cost.machine - cost.service - cost.stores) / cost.wall).toFixed(2)} cores besides`,
        aMillionAtThatRate: `${(1_000_000 / (attempts / quiet.seconds)).toFixed(0)} s (goal: 300 s, ${Math.round(goalPerSecond)} a second)`,
        peakMemoryOfTheServer: `${peakMemoryMb(service)} MB`,
      },
    }
  } finally {
    await ground.close()
  }
}

const perSecond = (count: number, seconds: number) => Math.round(count / seconds)

/** Statistics and signals of what was sat long ago are made as the service starts; no contest meets an amendment in that hour. */
async function caughtUp(sql: Sql, { contestId }: DrillContest, say: (line: string) => void): Promise<void> {
  for (;;) {
    const [row] = await sql<{ isDone: boolean }[]>`
      select (select count(*) from counted_attempts where contest_id = ${contestId}) = count(*)
        and (select count(*) from integrity_signals where contest_id = ${contestId}) = count(*) as "isDone"
      from attempts where contest_id = ${contestId} and key_number is not null`
    if (row?.isDone) break
    await pause(500)
  }
  say('statistics and signals are made')
}

async function amendKey(service: ServiceProcess, cookie: string, revisionId: string): Promise<number> {
  const response = await fetch(`${service.origin}/api/v1/staff/bank/revisions/${revisionId}/amendments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hoithi': '1', cookie },
    body: JSON.stringify({ actionId: randomUUID(), reason: 'Sách in sai', change: { kind: 'several-keys', keys: [{ correct: 0 }, { correct: 3 }] } }),
  })
  if (!response.ok) throw new Error(`the amendment was refused: ${await response.text()}`)
  return ((await response.json()) as { number: number }).number
}

/** Until no score with a lower number is left. */
async function follow(sql: Sql, { contestId }: DrillContest, size: number, number: number, say: (line: string) => void) {
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1_000
  for (let said = 0; ; ) {
    const [row] = await sql<{ left: number; attempts: number }[]>`
      select count(*) filter (where key_number < ${number})::integer as left, count(*)::integer as attempts from attempts
      where contest_id = ${contestId} and key_number is not null`
    const { left = 0, attempts = 0 } = row ?? {}
    if (left === 0) return { seconds: seconds(), attempts }
    const tenth = Math.floor(((attempts - left) * 10) / attempts)
    if (tenth > said) say(`${attempts - left} of ${attempts} follow amendment ${number}`)
    said = tenth
    if (seconds() > 60 + size / 100) throw new Error(`after ${Math.round(seconds())} s ${left} of ${attempts} scores are still the old ones`)
    await pause(size > 20_000 ? 1_000 : 100)
  }
}

/** Every standing against its attempts, and a sample of attempts against a grading by the amended keys as they are written here. */
async function differences(sql: Sql, { contestId, roundId, settings }: DrillContest, number: number, amended: string[]): Promise<string[]> {
  const [wrong] = await sql<{ lower: number; standing: number; best: number }[]>`
    select (select count(*)::integer from attempts where contest_id = ${contestId} and key_number < ${number}) as lower,
      (select count(*)::integer from standings s join attempts a on a.contest_id = s.contest_id and a.id = s.attempt_id
        where s.contest_id = ${contestId} and (s.score_thousandths, s.duration_ms) is distinct from (a.score_thousandths, a.duration_ms)) as standing,
      (select count(*)::integer from standings s where s.contest_id = ${contestId} and s.score_thousandths <
        (select max(a.score_thousandths) from attempts a where a.contest_id = s.contest_id and a.round_id = s.round_id and a.contestant_id = s.contestant_id)) as best`
  const failures: string[] = []
  if (wrong?.lower) failures.push(`${wrong.lower} scores have a lower key number`)
  if (wrong?.standing) failures.push(`${wrong.standing} standings differ from their attempt`)
  if (wrong?.best) failures.push(`${wrong.best} people do not stand with their best attempt`)

  const revisions = await sql<{ id: string; content: QuestionContent; key: QuestionKey }[]>`select id, content, key from question_revisions`
  const revisionOf = new Map(revisions.map((revision) => [revision.id, revision]))
  const sample = await sql<{ seed: Buffer; attemptNo: number; score: number; answers: string[]; id: string }[]>`
    select a.id, c.seed, a.attempt_no as "attemptNo", a.score_thousandths as score,
      (select array_agg(l.answer order by l.question) from answer_log l where l.contest_id = a.contest_id and l.attempt_id = a.id) as answers
    from attempts a join contestants c on c.contest_id = a.contest_id and c.id = a.contestant_id
    where a.contest_id = ${contestId} and a.state = 'submitted' order by md5(a.id::text) limit ${mostSampled}`
  for (const { id, seed, attemptNo, score, answers } of sample) {
    const material = (revisionId: string, other?: number) => {
      const { content, key } = revisionOf.get(revisionId) as (typeof revisions)[number]
      return { content, key: other === undefined ? key : { correct: other } }
    }
    const paper = drawPaper({ seed, roundId, attemptNo, blueprint: settings.blueprint, contentOf: (revisionId) => material(revisionId).content })
    // of an amended question both keys are right: one grading with each, taken together
    const [byFirst, byLast] = [0, 3].map((other) =>
      paper.map((question, position) =>
        gradePaper([question], [answers[position]], (revisionId) => material(revisionId, amended.includes(revisionId) ? other : undefined)),
      ),
    )
    const graded = paper.reduce((sum, _, at) => sum + Math.max(byFirst?.[at]?.scoreThousandths ?? 0, byLast?.[at]?.scoreThousandths ?? 0), 0)
    if (graded !== score) failures.push(`attempt ${id} has ${score}, by the amended keys ${graded}`)
  }
  return failures
}

function peakMemoryMb({ pid }: ServiceProcess): number {
  return Math.round(Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/)?.[1]) / 1_024)
}
