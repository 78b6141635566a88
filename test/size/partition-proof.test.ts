import { expect, test } from 'vitest'
import { partitionProof } from './partition-proof.ts'

/** A thousandth of the proof, without its times: see test/prove.ts for the full one. */
test('among ten thousand attempts of other days each start, answer and submission is what it is in an empty contest', async () => {
  const { failures, figures } = await partitionProof({
    seed: 'none',
    size: { people: 1_000, attemptsEach: 10, answersEach: 10 },
    sittings: 100,
    rounds: 2,
    say: () => {},
    isTimed: false,
  })
  console.log(JSON.stringify(figures))
  expect(failures).toEqual([])
})
