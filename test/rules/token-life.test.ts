import { expect, test } from 'vitest'
import { createSecrets } from '../../server/secrets.ts'
import { createTokens } from '../../server/tokens.ts'

const [before, after] = ['the-secret-of-thirty-two-characters-before', 'the-secret-of-thirty-two-characters-after']
const bearer = { kind: 'contestant', contestId: 7, id: '01890000-0000-7000-8000-000000000001' } as const

test('a token holds until its key is gone: named as the old one it is still read, left out it is over', () => {
  const token = createTokens(createSecrets({ present: before, previous: '' })).sign(bearer)
  expect(createTokens(createSecrets({ present: after, previous: before })).verify(token)).toEqual(bearer)
  expect(() => createTokens(createSecrets({ present: after, previous: '' })).verify(token)).toThrow('TOKEN_EXPIRED')
})

test('new tokens are signed with the present key alone', () => {
  const token = createTokens(createSecrets({ present: after, previous: before })).sign(bearer)
  expect(() => createTokens(createSecrets({ present: before, previous: '' })).verify(token)).toThrow('TOKEN_EXPIRED')
})
