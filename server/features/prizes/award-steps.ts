import type { AwardCheck } from '../../contract/awards.ts'

export type Winner = { id: string; place: number }
export type DecidedPrize = { prizeId: string; winners: Winner[] }
type StepBody =
  | { kind: 'checked'; body: Pick<AwardCheck, 'outcome' | 'calledAt' | 'checked'> }
  | { kind: 'settled'; body: { winnerIds: string[]; seed?: string } }
  | { kind: 'decided' | 'published'; body: { prizes: DecidedPrize[] } }
export type AwardStep = StepBody & {
  number: number
  sealNumber: number
  prizeId: string | null
  /** Of the person or the unit. */
  subjectId: string | null
  note: string
  by: string
  at: Date
}
export type Checked = Extract<AwardStep, { kind: 'checked' }>

/** How far the prizes of a seal are: what follows from the steps in their order. What was found out about a person holds for later seals too. */
export function awardState(steps: readonly AwardStep[], sealNumber: number) {
  const checks = new Map<string, Checked>()
  const settled = new Map<string, string[]>()
  let decided: DecidedPrize[] | undefined
  let isPublished = false
  for (const step of steps) {
    if (step.kind === 'checked') checks.set(step.subjectId ?? '', step)
    if (step.sealNumber !== sealNumber) continue
    if (step.kind === 'settled') settled.set(step.prizeId ?? '', step.body.winnerIds)
    if (step.kind === 'decided') decided = step.body.prizes
    if (step.kind === 'published') isPublished = true
    // whoever is found out after the decision makes it one that has to be taken again
    else if (step.kind !== 'decided' && !isPublished) decided = undefined
  }
  const refused = [...checks].flatMap(([id, { body }]) => (body.outcome === 'refused' ? [id] : []))
  return { checks, refused: new Set(refused), settled, decided, isPublished }
}
