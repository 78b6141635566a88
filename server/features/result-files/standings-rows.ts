import type { StreamedCell } from '../../../question-bank/formats/sheet/streamed-table.ts'
import type { SealedResult } from '../seals/sealed-result-service.ts'
import type { NamedRows } from './named-rows.ts'

const vietnamMs = 7 * 3_600_000

/** A moment as a sheet sorts it, in the time of Vietnam. */
function localMoment(atMs: number): string {
  return new Date(atMs + vietnamMs).toISOString().slice(0, 23).replace('T', ' ')
}

type Told = { roundId: number; asksPrediction: boolean; prizesOf(id: string): string }

/** One row for each place of a sealed board, taken from the database as the file is taken by its reader. */
export async function* standingsRows(
  result: Pick<SealedResult, 'places'>,
  { peopleOf, unitOf }: NamedRows,
  { roundId, asksPrediction, prizesOf }: Told,
): AsyncGenerator<readonly StreamedCell[]> {
  const inWhole = (thousandths: number | null) => (thousandths === null ? null : thousandths / 1_000)
  for await (const places of result.places(roundId)) {
    const personOf = await peopleOf(places.map(({ contestantId }) => contestantId))
    for (const { contestantId, place, unitId, score, durationMs, submittedAtMs, prediction, gap, attemptsUsed } of places)
      yield [
        place,
        personOf(contestantId).name,
        ...unitOf(unitId),
        inWhole(score),
        durationMs / 1_000,
        localMoment(submittedAtMs),
        ...(asksPrediction ? [inWhole(prediction), inWhole(gap)] : []),
        attemptsUsed,
        prizesOf(contestantId),
      ]
  }
}
