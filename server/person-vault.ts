import type { Ids } from './ids.ts'
import { openUnder, SealBroken, sealUnder } from './sealing.ts'
import { hmacOf, type Secrets } from './secrets.ts'

/** A person within one contest: the same human being elsewhere is another person with another key. */
export type PersonRef = { contestId: number; contestantId: string }
/** A person's key as it is stored: useless without the secret that wrapped it. */
export type WrappedKey = { keyId: number; wrapped: Buffer }
/** What a sealed text is: one cannot be put in the place of another. */
export type SealPurpose = 'personal' | 'identity' | 'change' | 'audit'

const keyBytes = 32
/** A person has one key for life; the byte that tells keys apart says nothing here. */
const onlyVersion = 0

export type PersonVault = ReturnType<typeof createPersonVault>

/** Each person has a random key of their own; whoever destroys it has erased everything that was sealed with it. */
export function createPersonVault({ secrets, ids }: { secrets: Secrets; ids: Ids }) {
  const [present] = secrets.dataKeys
  const wrappingOf = new Map(secrets.dataKeys.map(({ id, wrapping }) => [id, wrapping]))

  const wrap = (person: PersonRef, key: Buffer): WrappedKey => ({
    keyId: present.id,
    wrapped: sealUnder({ version: present.id, key: present.wrapping }, ownerOf(person, 'key'), key),
  })
  const unwrap = (person: PersonRef, { wrapped }: WrappedKey): Buffer => openUnder((id) => wrappingOf.get(id), ownerOf(person, 'key'), wrapped)

  return {
    newKey(person: PersonRef): { key: Buffer; stored: WrappedKey } {
      const key = ids.secret(keyBytes)
      return { key, stored: wrap(person, key) }
    },
    unwrap,
    /** The same key under the present secret; what was sealed with it stays as it is. */
    rewrap: (person: PersonRef, stored: WrappedKey): WrappedKey => wrap(person, unwrap(person, stored)),
    seal: (person: PersonRef, key: Buffer, purpose: SealPurpose, plain: Buffer) =>
      sealUnder({ version: onlyVersion, key }, ownerOf(person, purpose), plain),
    open: (person: PersonRef, key: Buffer, purpose: SealPurpose, sealed: Buffer) =>
      openUnder((version) => (version === onlyVersion ? key : undefined), ownerOf(person, purpose), sealed),
    /** A keyed digest that dies with the person's key. */
    digest: (key: Buffer, purpose: string, ...parts: (string | number)[]) => hmacOf(key, purpose, ...parts),
    isLost: (error: unknown) => error instanceof SealBroken,
  }
}

/** A sealed text moved to another person, or to another column, does not open. */
function ownerOf({ contestId, contestantId }: PersonRef, purpose: string): string {
  return `${purpose} ${contestId} ${contestantId}`
}
