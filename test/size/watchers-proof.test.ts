import { expect, test } from 'vitest'
import { watchersProof } from './watchers-proof.ts'

/** A small form of the proof, without its times: see test/prove.ts for the full one. */
test('everybody who watches a board sees the last submission on it', async () => {
  const { failures, figures } = await watchersProof({ seed: 'none', watchers: 40, rates: [0, 20], seconds: 2, say: () => {}, isTimed: false })
  console.log(JSON.stringify(figures))
  expect(failures).toEqual([])
})
