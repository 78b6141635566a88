import { expect, onTestFinished, test } from 'vitest'
import { seedDrillContest } from '../drills/drill-contest.ts'
import { newSeed } from '../drills/drill-random.ts'
import { pinnedClock } from '../helpers/pinned.ts'
import { logInAs } from '../helpers/staff.ts'
import { startTestApp } from '../helpers/test-app.ts'
import { playLives } from './lifecycles/play-lives.ts'

const lives = Number(process.env.LIFECYCLES ?? 10_000)

test(`${lives} lives of two tabs and two devices, with lost, doubled and reordered requests and with officials stepping in, end as the rules say`, async () => {
  const seed = process.env.DRILL_SEED ?? newSeed()
  console.log(`lifecycles: DRILL_SEED=${seed}`)
  const startMs = Date.now()
  const running = await startTestApp({ clock: pinnedClock(startMs) }, onTestFinished)
  const { sql } = running.database
  const contest = await seedDrillContest(sql, lives, { durationSeconds: 900, attemptsAllowed: 2, pauseSeconds: 30 })
  // the tree was planted beneath the running service
  running.app.features.units.forget()
  const closesAtMs = startMs + 100 * 86_400_000
  await sql`update rounds set closes_at = ${new Date(closesAtMs)}, freezes_at = null`
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
    { seed, startMs },
  )
  console.log(`${report.lives} lives, ${report.steps} requests: ${JSON.stringify(report.byOutcome)}`)
  expect(report.faults).toEqual([])
  expect(report.lives).toBe(lives)
}, 600_000)
