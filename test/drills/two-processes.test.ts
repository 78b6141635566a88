import { expect, test } from 'vitest'
import { newSeed } from './drill-random.ts'
import { twoProcessesDrill } from './two-processes-drill.ts'

test('two processes that save and close the same attempts agree on what counts', async () => {
  const { failures, ...report } = await twoProcessesDrill({ writes: 3_000, seed: process.env.DRILL_SEED ?? newSeed(), say: console.log })
  console.log(JSON.stringify(report))
  expect(failures).toEqual([])
})
