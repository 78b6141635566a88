import type { DrillRandom } from '../drills/drill-random.ts'

const strings = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udfffy',
  '\u202e\u200b\ufeff',
  '../../../etc/passwd',
  '..\\..\\windows',
  '%00',
  '%2e%2e%2f',
  "'; drop table attempts; --",
  '" or 1=1 --',
  '<script>alert(1)</script>',
  '{{7*7}}',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  '1e309',
  '-0',
  '0x10',
  '2026-02-30',
  '9999-99-99T99:99:99Z',
  '+275760-09-13T00:00:00.001Z',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'Đồng chí Nguyễn Văn A\u0301\u0323',
  '1'.repeat(400),
  '(a+)+$',
  '\\',
  '{"a":1}',
  '{1,2}',
  '\r\nx-injected: 1',
  'http://127.0.0.1:1/',
  'http://169.254.169.254/latest/meta-data/',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'a@b',
  '👩‍👩‍👧‍👦'.repeat(30),
]
const numbers = [0, -1, 1.5, -0.0000001, 2 ** 31 - 1, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 2 ** 53 + 2, 2 ** 63, 1e308, -1e308, 5e-324]

/** Deeper than any reader should follow, and still below what a body may weigh. */
function deep(random: DrillRandom): unknown {
  let value: unknown = 1
  const isList = random.percent(50)
  for (let depth = 50 + random.below(4_000); depth > 0; depth -= 1) value = isList ? [value] : { a: value }
  return value
}

/** A value that nobody who means well would send. */
export function hostileValue(random: DrillRandom): unknown {
  switch (random.below(12)) {
    case 0:
      return null
    case 1:
      return random.percent(50)
    case 2:
    case 3:
      return random.pick(numbers)
    case 4:
      return 'ữ'.repeat(1 + random.below(random.percent(10) ? 40_000 : 600))
    case 5:
      return random.percent(30) ? deep(random) : []
    case 6:
      return {}
    case 7:
      return Array.from({ length: random.below(300) }, () => random.pick(strings))
    case 8:
      // a key of its own that a careless copy would make the prototype of everything
      return JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"role":"owner"}}}')
    default:
      return random.pick(strings)
  }
}

export const hostileText = (random: DrillRandom): string => random.pick(strings)
