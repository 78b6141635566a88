import { timingSafeEqual } from 'node:crypto'
import type { PersonRef, PersonVault, WrappedKey } from '../../person-vault.ts'
import type { Secrets } from '../../secrets.ts'
import type { StoredIdentity } from './contestants-store.ts'
import { hmacsToFind, hmacsToStore, type Identity } from './identity-hmacs.ts'
import { marksOfName } from './name-marks.ts'
import { type PersonalData, readPersonal, writePersonal } from './personal-data.ts'
import { rejoinCodeFrom } from './rejoin-code.ts'

type Keeping = { keepsIdNumber: boolean }
export type SealedRow = { id: string; personal: Buffer | null; keyId: number | null; wrapped: Buffer | null }

/** People as they are stored, and back: the only place that knows both sides. */
export function createSealedPeople({ vault, secrets }: { vault: PersonVault; secrets: Secrets }) {
  const keyOf = (contestId: number, { id, keyId, wrapped }: SealedRow): Buffer | undefined =>
    keyId === null || wrapped === null ? undefined : vault.unwrap({ contestId, contestantId: id }, { keyId, wrapped })

  /** What finds and reserves the person. ID numbers are kept as HMAC alone; the rest can be computed anew from its sealed copy. */
  function identitiesOf(
    person: PersonRef,
    key: Buffer,
    identities: readonly Identity[],
    { reserved, keepsIdNumber }: Keeping & { reserved: readonly Identity[] },
  ): StoredIdentity[] {
    return identities.flatMap((identity) => {
      const isReadable = identity.kind !== 'id-number' || keepsIdNumber
      const sealed = isReadable ? vault.seal(person, key, 'identity', Buffer.from(identity.value)) : null
      const kept = { kind: identity.kind, isReserved: reserved.some(({ kind }) => kind === identity.kind), sealed }
      return hmacsToStore(secrets, person.contestId, identity).map((stored) => ({ ...stored, ...kept }))
    })
  }

  /** Everything of a person that is stored sealed, under the key given. */
  function sealWith(person: PersonRef, key: Buffer, data: PersonalData, reserved: readonly Identity[], { keepsIdNumber }: Keeping) {
    return {
      personal: vault.seal(person, key, 'personal', writePersonal(data)),
      nameMarks: marksOfName(secrets.dataKeys[0], person.contestId, data.fullName ?? ''),
      identities: identitiesOf(person, key, knownBy(data, reserved), { reserved, keepsIdNumber }),
      refusedBy: reserved.flatMap((identity) => hmacsToFind(secrets, person.contestId, identity)),
    }
  }

  /** Undefined once erased. */
  function open(contestId: number, row: SealedRow): PersonalData | undefined {
    const key = keyOf(contestId, row)
    if (!key || row.personal === null) return undefined
    return readPersonal(vault.open({ contestId, contestantId: row.id }, key, 'personal', row.personal))
  }

  return {
    keyOf,
    knownBy,
    sealWith,
    sealNew(person: PersonRef, data: PersonalData, reserved: readonly Identity[], keeping: Keeping) {
      const { key, stored } = vault.newKey(person)
      return { key, stored: stored satisfies WrappedKey, ...sealWith(person, key, data, reserved, keeping) }
    },
    /** Undefined where the organizer declared no purpose for it, or the purpose is over. */
    idNumberOf(contestId: number, { id, sealedIdNumber }: { id: string; sealedIdNumber: Buffer | null }, key: Buffer): string | undefined {
      return sealedIdNumber === null ? undefined : vault.open({ contestId, contestantId: id }, key, 'identity', sealedIdNumber).toString('utf8')
    },
    open,
    /** For boards: what was sealed under a lost secret is nobody there, and breaks nothing. */
    openIfReadable(contestId: number, row: SealedRow): PersonalData | undefined {
      try {
        return open(contestId, row)
      } catch (error) {
        if (vault.isLost(error)) return undefined
        throw error
      }
    },
    /** Whether this is the registration that was sent under the same action id before. */
    isSameRequest(contestId: number, row: SealedRow & { requestDigest: Buffer }, body: string): boolean {
      const key = keyOf(contestId, row)
      if (!key) return false
      const digest = vault.digest(key, 'request', body)
      return digest.length === row.requestDigest.length && timingSafeEqual(digest, row.requestDigest)
    },
    digestOfRequest: (key: Buffer, body: string) => vault.digest(key, 'request', body),
    rejoinCodeOf: (key: Buffer, number: number) => rejoinCodeFrom(vault.digest(key, 'rejoin', number)),
    hmacsToFind: (contestId: number, identity: Identity) => hmacsToFind(secrets, contestId, identity),
  }
}
export type SealedPeople = ReturnType<typeof createSealedPeople>

/** Everything that the person can be found by, the reserved identities first and once. */
function knownBy({ phone, email, idNumber }: PersonalData, reserved: readonly Identity[]): Identity[] {
  const others = [
    ...(phone === undefined ? [] : [{ kind: 'phone' as const, value: phone }]),
    ...(email === undefined ? [] : [{ kind: 'email' as const, value: email }]),
    ...(idNumber === undefined ? [] : [{ kind: 'id-number' as const, value: idNumber }]),
  ]
  return [...reserved, ...others.filter((other) => !reserved.some(({ kind }) => kind === other.kind))]
}
