import { expect, test } from 'vitest'
import { compareLines } from '../../server/features/units/compare-lines.ts'
import type { UnitLine } from '../../server/features/units/read-units-table.ts'

const line = (number: number, code: string, parentCode: string | undefined, name = `Đơn vị ${number}`): UnitLine => ({
  line: number,
  code,
  name,
  parentCode,
  headcount: undefined,
  reasons: [],
})
const known = new Map([['T', { code: 'T', name: 'Tỉnh', parentCode: null, isOpen: true, headcount: null }]])

test('codes that differ in capitals alone are one code', () => {
  const compared = compareLines(
    [line(2, 'X1', 't'), line(3, 'x1', 'T'), line(4, 'C1', 'T'), line(5, 'C2', 'c1'), line(6, 't', undefined, 'Tỉnh')],
    known,
  )
  expect(compared.map(({ state, code, reasons }) => [state, code, ...reasons.map((reason) => reason.code)])).toEqual([
    ['refused', 'X1', 'CODE_DOUBLED'],
    ['refused', 'X1', 'CODE_DOUBLED'],
    ['new', 'C1'],
    ['new', 'C2'],
    ['same', 'T'],
  ])
  expect(compared[3]?.parentCode).toBe('C1')
})
