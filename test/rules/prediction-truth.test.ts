import { describe, expect, test } from 'vitest'
import type { Prediction } from '../../server/contract/round-rules.ts'
import { type CountedAttempt, tallyOf, truthOf } from '../../server/features/seals/prediction-truth.ts'

const sat = (person: string, isFullMark = false, isVoided = false): CountedAttempt => ({ person, isFullMark, isVoided })
/** An sat twice and was all correct once, Bình once; Cúc was all correct, and voided. */
const attempts = [sat('An'), sat('An', true), sat('Bình'), sat('Cúc', true, true)]

describe('the number that was to be guessed, in thousandths', () => {
  test.each<[Prediction['asks'], Prediction['counts'], boolean, number]>([
    ['entrants', 'people', false, 2_000],
    ['entrants', 'people', true, 3_000],
    ['entrants', 'entries', false, 3_000],
    ['entrants', 'entries', true, 4_000],
    ['all-correct', 'people', false, 1_000],
    ['all-correct', 'people', true, 2_000],
    ['all-correct', 'entries', false, 1_000],
    ['all-correct', 'entries', true, 2_000],
    // 1 of 2, 2 of 3, 1 of 3 and 2 of 4, as percentages
    ['all-correct-percentage', 'people', false, 50_000],
    ['all-correct-percentage', 'people', true, 66_666],
    ['all-correct-percentage', 'entries', false, 33_333],
    ['all-correct-percentage', 'entries', true, 50_000],
  ])('%s, counting %s, voided ones too: %s → %d', (asks, counts, countsVoided, truth) => {
    expect(truthOf({ asks, counts }, tallyOf({ countsVoided }, attempts), 7_000)).toBe(truth)
  })
  test('one person who is all correct several times is one of the people', () => {
    expect(truthOf({ asks: 'all-correct', counts: 'people' }, tallyOf({ countsVoided: false }, [sat('An', true), sat('An', true)]), null)).toBe(1_000)
  })
  test('a free number is what the organizer entered; until then there is none', () => {
    const tally = tallyOf({ countsVoided: false }, attempts)
    expect(truthOf({ asks: 'free', counts: 'people' }, tally, 48_213_500)).toBe(48_213_500)
    expect(truthOf({ asks: 'free', counts: 'people' }, tally, null)).toBeNull()
  })
  test('nobody took part: no share, and no division by nothing', () => {
    expect(truthOf({ asks: 'all-correct-percentage', counts: 'people' }, tallyOf({ countsVoided: false }, []), null)).toBe(0)
  })
})
