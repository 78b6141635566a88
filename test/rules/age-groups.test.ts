import { expect, test } from 'vitest'
import { ageOn, isInAgeGroup } from '../../server/features/standings/age-groups.ts'

test.each([
  ['the day before the birthday', '2000-06-15', '2026-06-14', 25],
  ['on the birthday', '2000-06-15', '2026-06-15', 26],
  ['born on 29 February, the day before 1 March', '2004-02-29', '2025-02-28', 20],
  ['born on 29 February, on 1 March', '2004-02-29', '2025-03-01', 21],
])('age %s', (_what, bornOn, day, age) => {
  expect(ageOn(bornOn, day)).toBe(age)
})

test('both ends of a group belong to it, an open end has none, and who told no birthday stands in no group', () => {
  const group = (from: number | null, to: number | null) => ({ id: 'nhom', title: 'Nhóm', from, to })
  const fits = (from: number | null, to: number | null, bornOn: string | null) => isInAgeGroup(group(from, to), bornOn, '2026-01-01')
  expect([fits(16, 25, '2010-01-01'), fits(16, 25, '2010-01-02'), fits(16, 25, '2000-01-02'), fits(16, 25, '2000-01-01')]).toEqual([
    true,
    false,
    true,
    false,
  ])
  expect([fits(null, 25, '2025-01-01'), fits(26, null, '1930-01-01'), fits(null, null, null)]).toEqual([true, true, false])
})
