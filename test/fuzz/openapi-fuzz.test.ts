import { expect, test } from 'vitest'
import { newSeed } from '../drills/drill-random.ts'
import { startTestApp } from '../helpers/test-app.ts'
import { seedContest } from '../helpers/test-contest.ts'
import { fuzzOpenapi } from './openapi-fuzz.ts'

const patienceMs = 600_000

test(
  '2,000 malformed requests made of the API description are all answered, none with a fault of ours',
  async () => {
    const seed = process.env.DRILL_SEED ?? newSeed()
    const running = await startTestApp({ environment: { TRUSTED_PROXIES: 'loopback' } })
    const contest = await seedContest(running, { settings: { attemptsAllowed: null } })
    const { failures, figures } = await fuzzOpenapi({ ...running, sql: running.database.sql, contest, seed, requests: 2_000, say: () => {} })
    console.log(`seed ${seed}`, figures)
    expect(failures, `seed ${seed}`).toEqual([])
    expect(running.log.filter((line) => line.includes('"level":50'))).toEqual([])
  },
  patienceMs,
)
