import { headMessage, isSignedBy, type KeyNotice, noticeMessage, type SignedHead } from '../../audit-verifier/signed-head.ts'
import type { Clock } from '../../clock.ts'
import type { AuditChainStore } from './audit-chain-store.ts'
import type { AuditKeys } from './audit-keys.ts'

/** Where heads are kept that whoever rules the database cannot reach. */
export type HeadsWitness = { lastSeq(): Promise<number>; append(heads: readonly SignedHead[]): Promise<void> }
type Dependencies = { store: AuditChainStore; keys: AuditKeys; witness: HeadsWitness; clock: Clock; onSigned(head: SignedHead): void }

const signEveryMs = 3_600_000
const headsAtOnce = 1_000
/** How many heads are looked through for one of our own: the server's role may add rows, so others could too. */
const headsLookedAt = 50

export function createHeadSigner({ store, keys, witness, clock, onSigned }: Dependencies) {
  const isOurs = (head: SignedHead) => keys.known.some((key) => key.keyId === head.keyId && isSignedBy(key, headMessage(head), head.signature))

  /** The first signature of a new key is preceded by an entry that names it and vouches for the key before. */
  async function announceKey(until: number): Promise<void> {
    const { keyId, text: publicKey } = keys.present
    if (await store.hasKeyNotice(keyId)) return
    const notice: KeyNotice = { keyId, publicKey, vouchesFor: keys.former.map((old) => ({ publicKey: old.text, until })) }
    const by = { kind: 'service', id: null, name: 'audit', from: null, requestId: null, atMs: clock.now() } as const
    await store.record(by, [{ act: 'audit.key', subject: { ...notice, signature: keys.present.sign(noticeMessage(notice)) } }])
  }

  /** Signs the chain as it stands now; for a seal, which is worth its own signature whenever it is made. Undefined: there is nothing to sign. */
  async function signHead(): Promise<SignedHead | undefined> {
    const { seq } = await store.end()
    if (seq === 0) return undefined
    await announceKey(seq)
    const end = await store.end()
    const unsigned = { ...end, signedAt: new Date(clock.now()).toISOString(), keyId: keys.present.keyId }
    const head = { ...unsigned, signature: keys.present.sign(headMessage(unsigned)) }
    if (await store.addHead(head)) onSigned(head)
    return head
  }

  /** Every process keeps every head that it finds in the database: who rewrites the log has to reach all of their disks. */
  async function keepOutside(): Promise<void> {
    for (let heads: SignedHead[] = []; ; ) {
      heads = await store.headsAbove(heads.at(-1)?.seq ?? (await witness.lastSeq()), headsAtOnce)
      const ours = heads.filter(isOurs)
      if (ours.length > 0) await witness.append(ours)
      if (heads.length < headsAtOnce) return
    }
  }

  /** Signs when an hour has passed and something was done since. */
  async function sign(): Promise<void> {
    await store.alone(async () => {
      const last = (await store.newestHeads(headsLookedAt)).find(isOurs)
      const { seq } = await store.end()
      if (last && (seq === last.seq || clock.now() < Date.parse(last.signedAt) + signEveryMs)) return
      await signHead()
    })
    await keepOutside()
  }

  return { signHead, keepOutside, sign }
}
