import { describe, expect, test } from 'vitest'
import { faultCodes, gradeText } from './papers-and-answers.ts'

const content = { type: 'short-text', stem: 'Thủ đô của Việt Nam?' } as const
const accepts = (...texts: string[]) => ({ accepted: texts.map((text) => ({ text, worthThousandths: 1_000 })) })

describe('a short text', () => {
  test.each([
    ['as it is', 'Hà Nội', 1],
    ['in another case', 'HÀ NỘI', 1],
    ['with spaces around and between', '  hà \t nội ', 1],
    ['with a non-breaking space', 'Hà\u00a0Nội', 1],
    ['decomposed', 'Hà Nội'.normalize('NFD'), 1],
    ['without diacritics', 'Ha Noi', 0],
    ['with the tone on the other vowel', 'Há Nội', 0],
    ['in one word', 'HàNội', 0],
  ])('typed %s', (_how, answer, worth) => {
    expect(gradeText(content, accepts('Hà Nội'), answer)).toBe(worth)
  })

  test.each(['Ha Noi', 'hà noi', 'HA NOI', 'Đà Nội'.replace('Đ', 'H')])('without regard to diacritics “%s” is as good', (answer) => {
    expect(gradeText(content, { ...accepts('Hà Nội'), ignoresDiacritics: true }, answer)).toBe(1)
  })

  test('đ is a d without its stroke', () => {
    expect(gradeText(content, { ...accepts('Đà Lạt'), ignoresDiacritics: true }, 'da lat')).toBe(1)
    expect(gradeText(content, accepts('Đà Lạt'), 'Dà Lạt')).toBe(0)
  })

  test('case counts where the key says so', () => {
    expect(gradeText(content, { ...accepts('NaCl'), isCaseSensitive: true }, 'NACL')).toBe(0)
    expect(gradeText(content, { ...accepts('NaCl'), isCaseSensitive: true }, ' NaCl')).toBe(1)
  })

  test.each([
    ['*Nội', 'Thành phố Hà Nội', 1],
    ['Hà*', 'Hà Nội', 1],
    ['H*N*i', 'hà nội', 1],
    ['Hà*', 'Ở Hà Nội', 0],
    ['*a*a*a*a*a*a*b', 'a'.repeat(5_000), 0],
  ])('the pattern %s', (pattern, answer, worth) => {
    expect(gradeText(content, { ...accepts(pattern), hasWildcards: true }, answer)).toBe(worth)
  })

  test('a star is a star where no wildcards are allowed', () => {
    expect(gradeText(content, accepts('a*b'), 'a*b')).toBe(1)
    expect(gradeText(content, accepts('a*b'), 'axxb')).toBe(0)
  })

  test('a half-right text is worth what it is worth', () => {
    const key = { accepted: [...accepts('Hà Nội').accepted, { text: 'Thăng Long', worthThousandths: 500 }] }
    expect(gradeText(content, key, 'thăng long')).toBe(0.5)
  })

  test('spaces are no answer', () => {
    expect(gradeText(content, accepts('a'), ' \t ')).toBeUndefined()
  })
})

test.each([
  ['nothing accepted', { accepted: [] }],
  ['nothing with full marks', { accepted: [{ text: 'a', worthThousandths: 500 }] }],
  ['an empty text', accepts('a', ' ')],
  ['a lone wildcard that takes everything', { ...accepts('*'), hasWildcards: true }],
])('%s stands in the way', (_what, key) => {
  expect(faultCodes(content, key)).toEqual(['NO_ACCEPTED_TEXT'])
})
