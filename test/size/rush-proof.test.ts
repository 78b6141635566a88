import { expect, test } from 'vitest'
import { rushProof } from './rush-proof.ts'

/** A thousandth of the proof, without its times: see test/prove.ts for the full one. */
test('everybody who comes in the opening minute has registered and started once, from whatever address', async () => {
  const { failures, figures } = await rushProof({
    seed: 'none',
    people: 50,
    withinSeconds: 2,
    connections: 20,
    school: { people: 20, peoplePerAddress: 10 },
    say: () => {},
    isTimed: false,
  })
  console.log(JSON.stringify(figures))
  expect(failures).toEqual([])
})
