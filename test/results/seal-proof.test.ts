import { expect, test } from 'vitest'
import { newSeed } from '../drills/drill-random.ts'
import { sealProof } from './seal-proof.ts'

/** The short form of the proof: see test/prove.ts for the full one. */
test('hundreds of attempts that a process scored are sealed, and their board is taken as files', async () => {
  const { failures, ...report } = await sealProof({ seed: process.env.DRILL_SEED ?? newSeed(), size: 600, say: console.log, isTimed: false })
  console.log(JSON.stringify(report))
  expect(failures).toEqual([])
})
