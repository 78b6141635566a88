import { expect, onTestFinished, test } from 'vitest'
import { seedDrillContest } from '../drills/drill-contest.ts'
import { newSeed } from '../drills/drill-random.ts'
import { pinnedClock } from '../helpers/pinned.ts'
import { logInAs } from '../helpers/staff.ts'
import { startTestApp } from '../helpers/test-app.ts'
import { playLives } from './lifecycles/play-lives.ts'
import { throughHttp, throughServices } from './lifecycles/roads.ts'

const lives = Number(process.env.LIFECYCLES ?? 10_000)

test(
  `${lives} lives of two tabs and two devices, with lost, doubled and reordered requests and with officials stepping in, end as the rules say`,
  () => expectLives(throughServices, lives, 1_000),
  600_000,
)

test('a few hundred of them over HTTP, with tokens and by the clock of the service', () => expectLives(throughHttp, 300, 60), 300_000)

/** So many at once live by one clock; the next ones by another course of it. */
async function expectLives(roadOf: typeof throughHttp | typeof throughServices, count: number, atOnce: number): Promise<void> {
  const seed = process.env.DRILL_SEED ?? newSeed()
  console.log(`lifecycles: DRILL_SEED=${seed}`)
  const startMs = Date.now()
  const clock = pinnedClock(startMs)
  const running = await startTestApp({ clock }, onTestFinished)
  const { sql } = running.database
  const contest = await seedDrillContest(sql, count, { durationSeconds: 900, attemptsAllowed: 2, pauseSeconds: 30 })
  // the tree was planted beneath the running service
  running.app.features.units.forget()
  const closesAtMs = startMs + 100 * 86_400_000
  await sql`update rounds set closes_at = ${new Date(closesAtMs)}, freezes_at = null`
  running.app.features.contests.forget(contest.slug)
  // the lives sweep by their own clock
  await sql`update service_state set hold_until = ${new Date(closesAtMs)}`
  const { id: staffId } = await logInAs(running, 'owner')
  const report = await playLives(
    running,
    {
      ...contest,
      people: contest.people.map(({ id }) => id),
      staffId,
      rules: {
        durationMs: 900_000,
        graceMs: contest.settings.graceSeconds * 1_000,
        pauseMs: 30_000,
        attemptsAllowed: 2,
        questionCount: 20,
        closesAtMs,
      },
    },
    roadOf(running, contest, clock),
    { seed, startMs, atOnce },
  )
  console.log(`${report.lives} lives, ${report.steps} requests: ${JSON.stringify(report.byOutcome)}`)
  expect(report.faults).toEqual([])
  expect(report.lives).toBe(count)
}
