import { expect, test } from 'vitest'
import { newSeed } from '../drills/drill-random.ts'
import { restoreDrill } from './restore-drill.ts'

/** Two clusters, two services and five commands: on a busy machine that takes its time. */
const patienceMs = 600_000

test(
  'a backup in the middle of a contest comes back in another cluster with the same results and boards, and nobody comes back who was erased',
  async () => {
    const { failures, ...report } = await restoreDrill({ seed: process.env.DRILL_SEED ?? newSeed(), writes: 1_500, bulkRows: 0, say: console.log })
    console.log(JSON.stringify(report))
    expect(failures).toEqual([])
  },
  patienceMs,
)
