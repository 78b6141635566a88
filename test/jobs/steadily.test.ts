import { expect, test } from 'vitest'
import { steadily } from '../../server/jobs/steadily.ts'

test.each([
  ['before the first run and after one that took no time, the whole time', 0, 300],
  ['the next run begins 300 ms after the start of this one', 120, 180],
  ['but never without a rest', 290, 100],
  ['and what takes long leaves a quarter of the time to others', 1_200, 400],
])('%s', (_rule, tookMs, restMs) => {
  const pause = steadily(300)
  expect(typeof pause === 'number' ? pause : pause(tookMs)).toBe(restMs)
})
