import type { Clock } from '../../clock.ts'
import type { BoardId } from '../../live/port.ts'
import type { Secrets } from '../../secrets.ts'
import type { ContestantsService } from '../contestants/contestants-service.ts'
import { shownName } from '../contestants/person-rules.ts'
import type { UnitsService } from '../units/units-service.ts'

/** `key` stays with the entrant on one board and says nothing else. */
export type Label = { key: string; fullName: string; shownName: string; unitName: string }

type Dependencies = { contestants: Pick<ContestantsService, 'namesOf'>; units: Pick<UnitsService, 'nameOf'>; secrets: Secrets; clock: Clock }

/** Names are decrypted for this long only: what a person erased or corrected leaves every board soon after. */
const labelsHoldMs = 5_000
const mostLabels = 20_000

/** What entrants are called on boards, remembered for a moment. */
export function createBoardLabels({ contestants, units, secrets, clock }: Dependencies) {
  const labels = new Map<string, Label & { readAtMs: number }>()

  return async function labelsOf({ contestId, roundId }: BoardId, entrantIds: readonly string[]): Promise<(entrantId: string) => Label | undefined> {
    const nowMs = clock.now()
    const nameOf = (id: string) => `${contestId} ${roundId} ${id}`
    const unknown = entrantIds.filter((id) => nowMs - (labels.get(nameOf(id))?.readAtMs ?? Number.NEGATIVE_INFINITY) >= labelsHoldMs)
    if (labels.size > mostLabels) labels.clear()
    for (const person of unknown.length === 0 ? [] : await contestants.namesOf(contestId, unknown)) {
      labels.set(nameOf(person.id), {
        key: secrets.boardKeyHmac(`${contestId} ${roundId}`, person.id).toString('base64url').slice(0, 12),
        fullName: person.fullName,
        shownName: shownName(person),
        unitName: await units.nameOf(person.unitId),
        readAtMs: nowMs,
      })
    }
    return (id) => labels.get(nameOf(id))
  }
}
export type LabelsOf = ReturnType<typeof createBoardLabels>
