import { expect, test } from 'vitest'
import { base32Of, codeAt, otpauthUri, stepAt, stepOf } from '../../server/features/accounts/totp.ts'

const secret = Buffer.from('12345678901234567890')

test.each([
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
])('RFC 6238, appendix B, at %i seconds', (seconds, eightDigits) => {
  expect(codeAt(secret, stepAt(seconds * 1_000))).toBe(eightDigits.slice(2))
})

test.each([
  ['the step before', -1, true],
  ['the present step', 0, true],
  ['the step after', 1, true],
  ['two steps before', -2, false],
  ['two steps after', 2, false],
] as const)('a code of %s', (_which, away, isTaken) => {
  const nowMs = Date.UTC(2026, 10, 21, 8, 0, 12)
  const step = stepAt(nowMs) + away
  expect(stepOf(secret, codeAt(secret, step), nowMs)).toBe(isTaken ? step : undefined)
})

test.each(['', '12345', '1234567', 'abcdef', '٠١٢٣٤٥'])('"%s" is no code', (code) => {
  expect(stepOf(secret, code, Date.UTC(2026, 10, 21))).toBeUndefined()
})

test('RFC 4648: the secret as authenticators read it', () => {
  expect(['f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) => base32Of(Buffer.from(text)))).toEqual([
    'MY',
    'MZXQ',
    'MZXW6',
    'MZXW6YQ',
    'MZXW6YTB',
    'MZXW6YTBOI',
  ])
  expect(otpauthUri({ issuer: 'Hội Thi', username: 'bình', secret })).toBe(
    'otpauth://totp/H%E1%BB%99i%20Thi:b%C3%ACnh?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=H%E1%BB%99i%20Thi',
  )
})
