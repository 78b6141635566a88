import type { ConsentGiver, ConsentRecord } from '../../contract/consents.ts'
import type { ConsentText } from '../../contract/contests.ts'
import { Problem } from '../../contract/errors.ts'
import type { PublicName } from '../../contract/privacy.ts'

type Given = { id: string; version: number; by?: ConsentGiver }

/** Only texts in force count, each by itself. What is required must be agreed to by the person, and for a child by the guardian too. */
export function consentsGiven(
  texts: readonly ConsentText[],
  given: readonly Given[],
  { isChild, at }: { isChild: boolean; at: Date },
): ConsentRecord[] {
  const givers: ConsentGiver[] = isChild ? ['self', 'guardian'] : ['self']
  const records = givers.flatMap((by) =>
    texts
      .filter((text) => given.some((one) => one.id === text.id && one.version === text.version && (one.by ?? 'self') === by))
      .map(({ id, version }) => ({ id, version, at: at.toISOString(), by })),
  )
  const isMissing = (by: ConsentGiver) =>
    texts.some(({ id, required }) => required && !records.some((record) => record.id === id && record.by === by))
  if (isMissing('self')) throw new Problem('CONSENT_REQUIRED')
  if (givers.includes('guardian') && isMissing('guardian')) throw guardianMissing()
  return records
}

/** What a guardian agrees to once somebody who is registered turns out to be a child: everything required that no guardian has agreed to yet. */
export function guardianConsents(texts: readonly ConsentText[], had: readonly ConsentRecord[], given: readonly Given[], at: Date): ConsentRecord[] {
  const isAgreed = (id: string) => had.some((record) => record.id === id && record.by === 'guardian')
  const missing = texts.filter(({ id, required }) => required && !isAgreed(id))
  const isGiven = ({ id, version }: ConsentText) => given.some((one) => one.id === id && one.version === version)
  if (!missing.every(isGiven)) throw guardianMissing()
  return missing.map(({ id, version }) => ({ id, version, at: at.toISOString(), by: 'guardian' }))
}

const guardianMissing = () => new Problem('GUARDIAN_REQUIRED', { errors: [{ at: '/guardian', reason: 'must agree to every required text too' }] })

/** In full only where the contest asks for that and the person agreed; hidden for whoever wants it so. */
export function publicNameBy(texts: readonly ConsentText[], consents: readonly ConsentRecord[], wants: PublicName | undefined): PublicName {
  if (wants === 'hidden' || wants === 'masked') return wants
  return mayShowInFull(texts, consents) ? 'full' : 'masked'
}

export function mayShowInFull(texts: readonly ConsentText[], consents: readonly ConsentRecord[]): boolean {
  return texts.some(({ id, purpose }) => purpose === 'public-name' && isInForce(consents, id))
}

/** What was last said about it. A child's consent stands while both stand. */
export function isInForce(consents: readonly ConsentRecord[], id: string): boolean {
  const last = consents.filter((record) => record.id === id).at(-1)
  return last !== undefined && last.isWithdrawn !== true
}
