import { expect, test } from 'vitest'
import { boardsProof } from './boards-proof.ts'

/** A thousandth of the proof, without its times: see test/prove.ts for the full one. */
test('a board that is lost is made anew while people take part, and everybody stands where PostgreSQL has them', async () => {
  const { failures, figures } = await boardsProof({
    seed: 'none',
    entries: { small: 100, inProcess: 200, large: 1_000 },
    readings: 50,
    rounds: 1,
    say: () => {},
    isTimed: false,
  })
  console.log(JSON.stringify(figures))
  expect(failures).toEqual([])
})
