import type { Prediction } from '../../contract/round-rules.ts'

/** What of an attempt that has ended matters for the truth of a prediction. */
export type CountedAttempt = { person: string; isVoided: boolean; isFullMark: boolean }
export type Tally = { people: number; entries: number; allCorrectPeople: number; allCorrectEntries: number }

/** Everything that a round's prediction can ask for, counted once. */
export function tallyOf({ countsVoided }: Pick<Prediction, 'countsVoided'>, attempts: Iterable<CountedAttempt>): Tally {
  const [people, allCorrectPeople] = [new Set<string>(), new Set<string>()]
  const tally = { entries: 0, allCorrectEntries: 0 }
  for (const { person, isVoided, isFullMark } of attempts) {
    if (isVoided && !countsVoided) continue
    tally.entries += 1
    people.add(person)
    if (!isFullMark) continue
    tally.allCorrectEntries += 1
    allCorrectPeople.add(person)
  }
  return { ...tally, people: people.size, allCorrectPeople: allCorrectPeople.size }
}

/** What was to be guessed, in thousandths. A free number is the one that the organizer entered; null: nobody has. */
export function truthOf({ asks, counts }: Pick<Prediction, 'asks' | 'counts'>, tally: Tally, entered: number | null): number | null {
  const [all, correct] = counts === 'people' ? [tally.people, tally.allCorrectPeople] : [tally.entries, tally.allCorrectEntries]
  if (asks === 'free') return entered
  if (asks === 'entrants') return all * 1_000
  if (asks === 'all-correct') return correct * 1_000
  // a share of nobody is nothing; what lies beyond thousandths of a percent is cut off, in whole numbers
  return all === 0 ? 0 : Number((BigInt(correct) * 100_000n) / BigInt(all))
}
