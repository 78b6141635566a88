import { describe, expect, test } from 'vitest'
import { newSeed } from './drill-random.ts'
import { killDrill, type Victim } from './kill-drill.ts'

/** The short form of each proof: see test/prove.ts for the full one. */
async function expectNothingLost(victim: Victim): Promise<void> {
  const { failures, ...report } = await killDrill({
    victim,
    kills: victim === 'postgres' ? 4 : 1,
    writes: 3_000,
    seed: process.env.DRILL_SEED ?? newSeed(),
    say: console.log,
  })
  console.log(JSON.stringify(report))
  expect(failures).toEqual([])
}

describe('in the middle of a contest nothing is lost and nothing doubled', () => {
  test('by kill -9 of the server', () => expectNothingLost('server'))
  test('by kill -9 of PostgreSQL', () => expectNothingLost('postgres'))
  test('by kill -9 of Redis', () => expectNothingLost('redis'))
  test('by SIGTERM, after which the service ends with 0 within ten seconds', () => expectNothingLost('shutdown'))
})
