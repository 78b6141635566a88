import type { TransactionSql } from 'postgres'
import type { ActName, ActorKind } from '../../contract/audit.ts'
import { textArrayOf } from '../../database/array-literal.ts'

/** Who acts, when and from where. */
export type ActBy = {
  kind: ActorKind
  id: string | null
  name: string
  /** The address the request came from; null for jobs and commands. */
  from: string | null
  requestId: string | null
  /** Why, as the person said with the request; an act that asks for a reason of its own has that one. */
  reason?: string
  atMs: number
}

export type Act = {
  act: ActName
  /** Ids only: what it says of a person belongs into `personal`. */
  subject: Record<string, unknown>
  contestId?: number
  unitId?: number
  before?: unknown
  after?: unknown
  reason?: string
  /** Sealed under the person's key; the entry carries its salted digest. */
  personal?: { sealed: Buffer; digest: Buffer }
}

/**
 * Belongs at the end of the transaction of the act: from here to the commit nobody else can append, so that the chain has no gap
 * and no fork. Several acts of one transaction are handed over together.
 */
export async function recordActs(transaction: TransactionSql, by: ActBy, recorded: readonly Act[]): Promise<void> {
  if (recorded.length === 0) return
  const entries = recorded.map((act) => entryOf(by, act))
  const sealed = recorded.map((act) => act.personal?.sealed.toString('hex') ?? '')
  await transaction`select append_to_audit(${textArrayOf(entries, String)}::text::text[], ${textArrayOf(sealed, String)}::text::text[])`
}

function entryOf({ kind, id, name, from, requestId, atMs, reason }: ActBy, { personal, ...act }: Act): string {
  return JSON.stringify({
    at: new Date(atMs).toISOString(),
    by: { kind, id, name, from, requestId },
    ...(reason === undefined ? {} : { reason }),
    ...act,
    ...(personal ? { personalDigest: personal.digest.toString('hex') } : {}),
  })
}
