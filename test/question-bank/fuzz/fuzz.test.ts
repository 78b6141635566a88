import { expect, test } from 'vitest'
import { newSeed } from '../../drills/drill-random.ts'
import { fuzzBank } from './fuzz-bank.ts'

test('a thousand mutated files: each is read or refused in a sentence, none stops the reader', async () => {
  const seed = process.env.DRILL_SEED ?? newSeed()
  console.log(`seed ${seed}`)
  const { failures } = await fuzzBank({ seed, files: 1_000, say: console.log })
  expect(failures).toEqual([])
})
