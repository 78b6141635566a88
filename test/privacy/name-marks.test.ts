import { expect, test } from 'vitest'
import { marksOfName, marksOfQuery } from '../../server/features/contestants/name-marks.ts'
import { createSecrets } from '../../server/secrets.ts'
import { testSecret } from '../helpers/test-app.ts'

const [keys] = createSecrets({ present: testSecret, previous: '' }).dataKeys
const finds = (query: string, name: string) => {
  const marks = new Set(marksOfName(keys, 1, name))
  return marksOfQuery(keys, 1, query).every((mark) => marks.has(mark))
}

test.each([
  ['nguyen an', 'Nguyễn Văn An', true],
  ['nguyen an', 'Nguyễn Thị Ẩn', true],
  ['An Nguyễn', 'Nguyễn Văn An', true],
  ['NGUYỄN VĂN AN', 'Nguyễn Văn An', true],
  ['Ẩn', 'Nguyễn Văn An', false],
  ['Ẩn'.normalize('NFD'), 'Nguyễn Thị Ẩn', true],
  ['đinh', 'Dinh Văn Út', false],
  ['dinh', 'Đinh Văn Út', true],
  ['nguy', 'Nguyễn Văn An', false],
])('"%s" looked for among "%s": %s', (query, name, isFound) => {
  expect(finds(query, name)).toBe(isFound)
})

test('marks of one contest say nothing in another', () => {
  expect(marksOfName(keys, 1, 'An')).not.toEqual(marksOfName(keys, 2, 'An'))
})
