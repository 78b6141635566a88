import { createHash } from 'node:crypto'
import { differingColumn, type SearchColumns } from './search-columns.ts'
import type { AuditPublicKey, SignedHead } from './signed-head.ts'
import { createTrustedKeys } from './trusted-keys.ts'

export type ChainEntry = { seq: number; hash: string; entry: string; columns?: SearchColumns }
type FaultKind = 'hash' | 'missing' | 'order' | 'unreadable' | 'columns' | 'time' | 'head-row' | 'cut' | 'rewritten' | 'forged-head' | 'unknown-key'
/** What is wrong, at which entries. */
export type Fault = { kind: FaultKind; from: number; to: number; what?: string }
export type Verdict = {
  entries: number
  /** Signed heads that are right. */
  heads: number
  /** The last entry that a right head covers; those after it are only chained. */
  signedUntil: number
  last: { seq: number; hash: string; at: string | undefined }
  faults: Fault[]
  /** All that were found; the list stops at a hundred. */
  faultCount: number
}

/** Requests take minutes to arrive and acts are dated by their arrival: only what goes back further than that is wrong. */
const mayGoBackMs = 15 * 60_000
const mostFaults = 100
const firstHash = '00'.repeat(32)

/**
 * Proves a chain while it streams by: every hash made anew, numbers without a gap, time that does not run backwards, columns that say
 * what the entry says, and each signed head at its place. Heads may come from the database, from files, or from both.
 */
export function createChainVerifier({ heads, keys }: { heads: readonly SignedHead[]; keys: readonly AuditPublicKey[] }) {
  const verdict: Verdict = { entries: 0, heads: 0, signedUntil: 0, last: { seq: 0, hash: firstHash, at: undefined }, faults: [], faultCount: 0 }
  const trusted = createTrustedKeys(keys)
  const headsAt = Map.groupBy(heads, (head) => head.seq)
  /** What each entry that a head names really hashes to. */
  const hashesAt = new Map<number, string>()
  let expected = 1
  /** After a fault it is open which of two hashes the next entry was chained to; after a gap nothing is known. */
  let before: string[] | undefined = [firstHash]
  let latestMs = Number.NEGATIVE_INFINITY

  const fault = (kind: FaultKind, from: number, to = from, what?: string) => {
    verdict.faultCount += 1
    if (verdict.faults.length < mostFaults) verdict.faults.push({ kind, from, to, ...(what === undefined ? {} : { what }) })
  }

  function checkNumber(seq: number): void {
    if (seq > expected) fault('missing', expected, seq - 1)
    if (seq < expected) fault('order', seq)
    if (seq !== expected) before = undefined
  }

  function checkHash({ seq, hash, entry }: ChainEntry): void {
    const fits = before?.find((one) => hashOf(one, seq, entry) === hash)
    if (before && fits === undefined) {
      fault('hash', seq)
      before = [hash, hashOf(before[0] ?? '', seq, entry)]
    } else before = [hash]
  }

  function checkContent({ seq, entry, columns }: ChainEntry): void {
    const read = readEntry(entry)
    if (!read) {
      fault('unreadable', seq)
      return
    }
    const differs = columns && differingColumn(read, columns)
    if (differs) fault('columns', seq, seq, differs)
    if (read.act === 'audit.key') trusted.remember(read.subject)
    const atMs = Date.parse(read.at)
    if (!(atMs >= latestMs - mayGoBackMs)) {
      fault('time', seq, seq, read.at)
      latestMs = atMs
    }
    latestMs = Math.max(latestMs, atMs)
    verdict.last.at = read.at
  }

  /** A head was signed after everything it covers: an entry cannot be younger, nor the next ones much older. */
  function checkHeadsAt(seq: number, hash: string): void {
    const here = headsAt.get(seq)
    if (!here) return
    hashesAt.set(seq, hash)
    for (const { signedAt, hash: signed } of here) {
      const signedMs = Date.parse(signedAt)
      if (signed !== hash || Number.isNaN(signedMs)) continue
      if (latestMs > signedMs + mayGoBackMs) fault('time', seq, seq, signedAt)
      latestMs = Math.max(latestMs, signedMs)
    }
  }

  function checkHeads(): void {
    trusted.settle()
    let lastRight = 0
    for (const head of heads.toSorted((a, b) => a.seq - b.seq)) {
      const verdictOnHead = trusted.judge(head)
      if (verdictOnHead !== 'right') {
        fault(verdictOnHead === 'forged' ? 'forged-head' : 'unknown-key', head.seq, head.seq, head.keyId)
        continue
      }
      const found = hashesAt.get(head.seq)
      if (found === head.hash) {
        verdict.heads += 1
        lastRight = head.seq
      } else if (found !== undefined) fault('rewritten', lastRight + 1, head.seq)
      else if (head.seq >= expected) fault('cut', expected, head.seq)
    }
    verdict.signedUntil = lastRight
  }

  return {
    take(entry: ChainEntry): void {
      verdict.entries += 1
      checkNumber(entry.seq)
      checkHash(entry)
      checkContent(entry)
      checkHeadsAt(entry.seq, entry.hash)
      expected = Math.max(expected, entry.seq + 1)
      verdict.last.seq = entry.seq
      verdict.last.hash = entry.hash
    },
    /** A line of an export that is no entry. */
    takeUnreadable(): void {
      fault('unreadable', expected)
      expected += 1
      before = undefined
    },
    /** The head row says where the chain ends; without one (an export cut out of a log) that is not checked. */
    finish(headRow: { seq: number; hash: string } | undefined): Verdict {
      if (headRow && (headRow.seq !== verdict.last.seq || headRow.hash !== verdict.last.hash)) fault('head-row', headRow.seq, verdict.last.seq)
      checkHeads()
      verdict.faults.sort((a, b) => a.from - b.from)
      return verdict
    },
  }
}

function hashOf(before: string, seq: number, entry: string): string {
  const number = Buffer.alloc(8)
  number.writeBigInt64BE(BigInt(seq))
  return createHash('sha256').update(before, 'hex').update(number).update(entry, 'utf8').digest('hex')
}

function readEntry(text: string): { at: string; act: string; subject: Record<string, unknown> } | undefined {
  try {
    const read = JSON.parse(text)
    return typeof read?.at === 'string' && typeof read?.act === 'string' ? { ...read, subject: read.subject ?? {} } : undefined
  } catch {
    return undefined
  }
}
