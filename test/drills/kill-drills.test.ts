import { expect, test } from 'vitest'
import { newSeed } from './drill-random.ts'
import { killDrill } from './kill-drill.ts'

test.each(['server', 'postgres', 'redis'] as const)(
  'kill -9 of the %s in the middle of a contest loses nothing and doubles nothing',
  async (victim) => {
    const { failures, ...report } = await killDrill({ victim, kills: 1, writes: 3_000, seed: process.env.DRILL_SEED ?? newSeed(), say: console.log })
    console.log(JSON.stringify(report))
    expect(failures).toEqual([])
  },
)
