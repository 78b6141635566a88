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

/** What a guardian agrees to once somebody who is registered turns out to be a child: everything required that no guardian has agreed to yet, and what else is given. */
export function guardianConsents(texts: readonly ConsentText[], had: readonly ConsentRecord[], given: readonly Given[], at: Date): ConsentRecord[] {
  const isAgreed = (id: string) => had.some((record) => record.id === id && record.by === 'guardian')
  const isGiven = ({ id, version }: ConsentText) => given.some((one) => one.id === id && one.version === version)
  const missing = texts.filter(({ id, required }) => required && !isAgreed(id))
  if (!missing.every(isGiven)) throw guardianMissing()
  const free = texts.filter((text) => !text.required && isGiven(text) && !isAgreedBy(had, 'guardian', text))
  return [...missing, ...free].map(({ id, version }) => ({ id, version, at: at.toISOString(), by: 'guardian' }))
}

const guardianMissing = () => new Problem('GUARDIAN_REQUIRED', { errors: [{ at: '/guardian', reason: 'must agree to every required text too' }] })

type Of = { isChild: boolean }
const giversFor = ({ isChild }: Of): ConsentGiver[] => (isChild ? ['self', 'guardian'] : ['self'])

/** In full only where the contest asks for that and the person agreed, below 16 the guardian too; hidden for whoever wants it so. */
export function publicNameBy(
  texts: readonly ConsentText[],
  consents: readonly ConsentRecord[],
  of: Of & { wants: PublicName | undefined },
): PublicName {
  if (of.wants === 'hidden' || of.wants === 'masked') return of.wants
  return mayShowInFull(texts, consents, of) ? 'full' : 'masked'
}

export function mayShowInFull(texts: readonly ConsentText[], consents: readonly ConsentRecord[], of: Of): boolean {
  return texts.some(({ id, purpose }) => purpose === 'public-name' && isInForce(consents, id, of))
}

/** Agreed to and not taken back. A child's consent stands while both have given theirs. */
function isInForce(consents: readonly ConsentRecord[], id: string, of: Of): boolean {
  const said = saidSince(consents, id)
  return giversFor(of).every((giver) => said.some(({ by = 'self' }) => by === giver))
}

/** Whatever either has said and nobody took back. Whoever takes back takes back for both: then it is given anew by both. */
export function saidSince(consents: readonly ConsentRecord[], id: string): readonly ConsentRecord[] {
  const own = consents.filter((record) => record.id === id)
  return own.slice(own.findLastIndex(({ isWithdrawn }) => isWithdrawn === true) + 1)
}

const isAgreedBy = (consents: readonly ConsentRecord[], giver: ConsentGiver, { id, version }: ConsentText): boolean =>
  saidSince(consents, id).some((record) => record.version === version && (record.by ?? 'self') === giver)

/** What is in force and was not agreed to in these words yet: offered, never taken for said. */
export function openConsents(texts: readonly ConsentText[], consents: readonly ConsentRecord[], of: Of): (ConsentText & { by: ConsentGiver })[] {
  return texts.flatMap((text) => giversFor(of).flatMap((by) => (isAgreedBy(consents, by, text) ? [] : [{ ...text, by }])))
}
