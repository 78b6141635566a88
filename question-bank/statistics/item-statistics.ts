import type { KeyInForce } from '../amended-key.ts'
import type { QuestionContent, QuestionKey } from '../question.ts'
import { questionTypeOf } from '../types/question-types.ts'
import { choicesOf } from './choices.ts'
import { add, type Fraction, fraction, nothing, ratioToRoot, thousandths } from './fraction.ts'
import type { ItemSums } from './item-sums.ts'
import { type LookReason, looksOf } from './needs-look.ts'

/** The sums of one revision in one round, where question and rest were always worth the same. */
export type RoundSums = { points: number; restPoints: number; sums: ItemSums }

export type ChoiceStatistics = {
  choice: string
  isRight: boolean
  count: number
  /** Do those who choose it do better in the rest of the paper? -1,000 … 1,000; null where nothing varies. */
  correlation: number | null
}
export type Voided = Exclude<KeyInForce['kind'], 'keys'>
export type ItemStatistics = {
  /** Set when an amendment struck the question: what was earned with it no longer says anything of it. */
  voided: Voided | null
  shown: number
  answered: number
  /** Share of its points that was earned, in thousandths; who left it open earned nothing. */
  facility: number | null
  /** Corrected item–total correlation in thousandths: with the points of the rest of the paper, the question itself left out. */
  discrimination: number | null
  /** Share of those who saw it and left it open, in thousandths. */
  nonResponse: number | null
  medianSeconds: number | null
  choices: ChoiceStatistics[]
  looks: LookReason[]
}

/**
 * Correlations are taken within each round and pooled, for people and papers differ between rounds: a hard week must not make a
 * question look as if it parted the good from the weak.
 */
export function itemStatistics(content: QuestionContent, key: QuestionKey, rounds: readonly RoundSums[], inForce?: KeyInForce): ItemStatistics {
  const count = (pick: (sums: ItemSums) => number) => rounds.reduce((sum, round) => sum + pick(round.sums), 0)
  const [shown, answered] = [count((sums) => sums.shown), count((sums) => sums.answered)]
  const voided = inForce && inForce.kind !== 'keys' ? inForce.kind : null
  // what people mark, or nobody, earns nothing here: that says nothing of the question
  const isMeasured = !voided && questionTypeOf(content).gradedBy === 'machine'
  const scored = !isMeasured ? [] : rounds.filter(({ points }) => points > 0)
  const comparable = rounds.filter(({ points, restPoints, sums }) => points > 0 && restPoints > 0 && sums.shown > 0)
  const restSpread = total(comparable, ({ sums, restPoints }) => spread(sums.shown, sums.rest, sums.rest, sums.restRest, BigInt(restPoints) ** 2n))
  // of a voided question the first key still says what its author meant
  const keys = inForce?.kind === 'keys' ? inForce.keys : [key]
  const right = new Set(keys.flatMap((one) => choicesOf(content, one)).flatMap(({ choice, isRight }) => (isRight ? [choice] : [])))
  const choices = choicesOf(content, key).map(({ choice }): ChoiceStatistics => {
    const chosen = (sums: ItemSums) => sums.choices.get(choice) ?? { count: 0, rest: 0n }
    const together = total(comparable, ({ sums, restPoints }) =>
      spread(sums.shown, BigInt(chosen(sums).count), sums.rest, chosen(sums).rest, BigInt(restPoints)),
    )
    const own = total(comparable, ({ sums }) => {
      const times = BigInt(chosen(sums).count)
      return spread(sums.shown, times, times, times, 1n)
    })
    return { choice, isRight: right.has(choice), count: count((sums) => chosen(sums).count), correlation: ratioToRoot(together, own, restSpread) }
  })
  const shownWithPoints = scored.reduce((sum, { sums }) => sum + sums.shown, 0)
  const earned = total(scored, ({ sums, points }) => fraction(sums.own, BigInt(points)))
  const measured = {
    voided,
    shown,
    answered,
    facility: shownWithPoints === 0 ? null : thousandths(fraction(earned.part, earned.of * BigInt(shownWithPoints))),
    discrimination: !isMeasured
      ? null
      : ratioToRoot(
          total(comparable, ({ sums, points, restPoints }) =>
            spread(sums.shown, sums.own, sums.rest, sums.ownRest, BigInt(points) * BigInt(restPoints)),
          ),
          total(comparable, ({ sums, points }) => spread(sums.shown, sums.own, sums.own, sums.ownOwn, BigInt(points) ** 2n)),
          restSpread,
        ),
    nonResponse: shown === 0 ? null : thousandths(fraction(BigInt(shown - answered), BigInt(shown))),
    medianSeconds: medianOf(rounds.map(({ sums }) => sums.seconds)),
    choices,
  }
  return { ...measured, looks: looksOf(content, measured) }
}

/** Σ(a − ā)(b − b̄) = Σab − Σa·Σb/n, in units of what the two are worth. */
function spread(n: number, a: bigint, b: bigint, products: bigint, unit: bigint): Fraction {
  return fraction(BigInt(n) * products - a * b, BigInt(n) * unit)
}

function total(rounds: readonly RoundSums[], pick: (round: RoundSums) => Fraction): Fraction {
  return rounds.reduce((sum, round) => add(sum, pick(round)), nothing)
}

/** Of an even number the lower of the two in the middle: a time that somebody took. */
function medianOf(histograms: readonly ReadonlyMap<number, number>[]): number | null {
  const counts = histograms.flatMap((histogram) => [...histogram]).sort(([a], [b]) => a - b)
  const half = Math.ceil(counts.reduce((sum, [, count]) => sum + count, 0) / 2)
  let passed = 0
  for (const [seconds, count] of counts) {
    passed += count
    if (passed >= half) return seconds
  }
  return null
}
