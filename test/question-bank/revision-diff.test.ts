import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeQuestion } from '../../question-bank/question.ts'
import { diffRevisions, diffWords } from '../../question-bank/revision-diff.ts'

describe('words that differ', () => {
  const words = fc.array(fc.constantFrom('sông', 'Hồng', ' ', '\n', 'chảy', 'qua', '  '), { maxLength: 30 }).map((some) => some.join(''))

  test('put together again they are both texts', () => {
    fc.assert(
      fc.property(words, words, (before, after) => {
        const runs = diffWords(before, after)
        const side = (left: 'added' | 'removed') =>
          runs
            .filter(({ kind }) => kind !== left)
            .map(({ text }) => text)
            .join('')
        expect([side('added'), side('removed')]).toEqual([before, after])
      }),
    )
  })

  test('a text does not differ from itself', () => {
    fc.assert(fc.property(words, (text) => diffWords(text, text).every(({ kind }) => kind === 'kept')))
  })

  test('texts of a thousand pages are shown whole, not compared for ever', () => {
    const long = 'từ '.repeat(5_000)
    expect(diffWords(long, `${long}nữa`).map(({ kind }) => kind)).toEqual(['removed', 'added'])
  })
})

describe('a reviewer sees every field that differs and no other', () => {
  const question = makeQuestion(
    { type: 'single-choice', stem: 'Sông nào?', options: ['Hồng', 'Mã'] },
    { correct: 0 },
    { level: 'application', tags: ['b', 'a'] },
  )

  test.each([
    ['nothing', question, []],
    ['the order of tags is no difference', { ...question, tags: ['a', 'b'] }, []],
    ['an option', { ...question, content: { ...question.content, options: ['Hồng', 'Đà'] } }, ['text 1']],
    ['the option that is right is named with its letter and text', { ...question, key: { correct: 1 } }, ['key']],
    ['weights', { ...question, key: { correct: 0, weightsThousandths: [1_000, 500] } }, ['key']],
    ['a lock', { ...question, content: { ...question.content, locked: [1] } }, ['settings']],
    ['a bold word', { ...question, content: { ...question.content, stem: 'Sông **nào**?' } }, ['stem']],
    ['what stands about it', { ...question, level: 'recognition', explanation: 'Vì.', pointsThousandths: 500 }, ['explanation', 'level', 'points']],
    ['an option more', { ...question, content: { ...question.content, options: ['Hồng', 'Mã', 'Lam'] } }, ['text 2']],
  ] as const)('%s', (_what, after, fields) => {
    const differing = diffRevisions(question, after as typeof question).map(({ field, at }) => (at === undefined ? field : `${field} ${at}`))
    expect(differing.sort()).toEqual([...fields])
  })
})
