import { expect, test } from 'vitest'
import { newSeed } from '../drills/drill-random.ts'
import { rescoreProof } from './rescore-proof.ts'

/** The short form of the proof: see test/prove.ts for the full one. */
test('thousands of scores follow an amended key while people go on saving', async () => {
  const { failures, ...report } = await rescoreProof({ seed: process.env.DRILL_SEED ?? newSeed(), size: 3_000, baselineSeconds: 1, say: console.log })
  console.log(JSON.stringify(report))
  expect(failures).toEqual([])
})
