import { expect, test } from 'vitest'
import { checkBirthDate, needsGuardian } from '../../server/features/contestants/person-rules.ts'
import { isChild } from '../../widget/core/registration.ts'

// 2026-11-22 begins in Vietnam when it is five in the afternoon of the 21st in Greenwich
const before = Date.parse('2026-11-21T16:59:59Z')
const midnight = Date.parse('2026-11-21T17:00:00Z')

test('a birthday begins at midnight in Vietnam, for the server and for the page alike', () => {
  expect([needsGuardian('2010-11-22', before), needsGuardian('2010-11-22', midnight)]).toEqual([true, false])
  expect([isChild('2010-11-22', before), isChild('2010-11-22', midnight)]).toEqual([true, false])
  expect(() => checkBirthDate('2019-11-22', before)).toThrow('BIRTH_DATE_REFUSED')
  expect(checkBirthDate('2019-11-22', midnight)).toBe('2019-11-22')
})

test('who was born on the 29th of February is a year older on the first of March', () => {
  const on = (day: string) => Date.parse(`${day}T00:00:00+07:00`)
  expect([needsGuardian('2012-02-29', on('2028-02-28')), needsGuardian('2012-02-29', on('2028-02-29'))]).toEqual([true, false])
  expect([needsGuardian('2008-02-29', on('2024-02-28')), needsGuardian('2011-02-28', on('2027-02-28'))]).toEqual([true, false])
})
