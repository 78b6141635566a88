import { describe, expect, test } from 'vitest'
import { faultCodes, gradeText } from './papers-and-answers.ts'

const content = {
  type: 'cloze' as const,
  stem: 'Năm [[1]], tại [[2]], Bác đọc bản [[3]].',
  gaps: [{ kind: 'numeric' as const }, { kind: 'choice' as const, options: ['Hà Nội', 'Huế'] }, { kind: 'text' as const }],
}
const [year, town, text] = [
  { kind: 'numeric' as const, number: { accepted: [{ value: '1945', worthThousandths: 1_000 }] }, weight: 1 },
  { kind: 'choice' as const, correct: 0, weight: 1 },
  {
    kind: 'text' as const,
    text: {
      accepted: [
        { text: 'Tuyên ngôn Độc lập', worthThousandths: 1_000 },
        { text: 'Tuyên ngôn', worthThousandths: 500 },
      ],
    },
    weight: 2,
  },
]
const key = { gaps: [year, town, text] }
const answer = (...texts: string[]) => JSON.stringify(texts)

describe('a text with gaps', () => {
  test.each([
    [answer('1945', '0', 'tuyên ngôn độc lập'), 1],
    [answer('1945', '0', ''), 0.5],
    [answer('1945', '', ''), 0.25],
    [answer('1.945', '0', 'Tuyên ngôn'), 0.5],
    [answer('', '1', 'khác'), 0],
  ])('%s is worth %s: each gap by its weight', (texts, worth) => {
    expect(gradeText(content, key, texts)).toBe(worth)
  })

  test('all gaps or nothing, where the question says so', () => {
    const strict = { ...content, scoring: 'all-or-nothing' as const }
    expect(gradeText(strict, key, answer('1945', '0', 'Tuyên ngôn độc lập'))).toBe(1)
    expect(gradeText(strict, key, answer('1945', '0', 'Tuyên ngôn'))).toBe(0)
  })

  test.each(['', '1945', '[]', answer('1945'), answer('', '', ''), '{"0":"1945"}', '[1945,0,"a"]', '['])('%s is no answer', (texts) => {
    expect(gradeText(content, key, texts)).toBeUndefined()
  })
})

describe('what stands in the way of a cloze', () => {
  const oneGap = { ...content, stem: 'Năm [[1]].', gaps: [content.gaps[0]!] }
  test.each([
    ['no gaps', { ...content, stem: 'Năm 1945.', gaps: [] }, { gaps: [] }, ['NO_GAPS']],
    ['fewer keys than gaps', content, { gaps: [year, town] }, ['GAPS_DISAGREE']],
    ['a gap that the text does not show', { ...content, stem: 'Năm [[1]], tại [[2]].' }, key, ['GAPS_DISAGREE']],
    ['a gap that the text shows twice', { ...oneGap, stem: 'Năm [[1]] và [[1]].' }, { gaps: [year] }, ['GAPS_DISAGREE']],
    ['a gap out of number', { ...oneGap, stem: 'Năm [[2]].' }, { gaps: [year] }, ['GAPS_DISAGREE']],
    ['a key of another kind', oneGap, { gaps: [text] }, ['GAP_WITHOUT_KEY']],
    ['a choice beyond the options', content, { gaps: [year, { ...town, correct: 5 }, text] }, ['GAP_WITHOUT_KEY']],
    [
      'a choice of one',
      { ...content, gaps: [content.gaps[0]!, { kind: 'choice' as const, options: ['Hà Nội'] }, content.gaps[2]!] },
      key,
      ['TOO_FEW_OPTIONS'],
    ],
    ['a text gap that accepts nothing', content, { gaps: [year, town, { ...text, text: { accepted: [] } }] }, ['NO_ACCEPTED_TEXT']],
    ['a number gap that accepts nothing', oneGap, { gaps: [{ ...year, number: { accepted: [] } }] }, ['NO_KEY']],
  ])('%s', (_what, wrong, wrongKey, codes) => {
    expect(faultCodes(wrong, wrongKey as typeof key)).toEqual(codes)
  })

  test('a mark behind a backslash is text, not a gap', () => {
    expect(faultCodes({ ...oneGap, stem: 'Năm [[1]], viết là \\[[1]].' }, { gaps: [year] })).toEqual([])
    expect(faultCodes({ ...oneGap, stem: 'Năm \\\\[[1]].' }, { gaps: [year] })).toEqual([])
  })
})
