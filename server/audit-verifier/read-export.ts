import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { type AuditPublicKey, publicKeyFrom, readSignedHead, type SignedHead } from './signed-head.ts'
import { type ChainEntry, createChainVerifier, type Verdict } from './verify-chain.ts'

/** The first line of an export; then heads, entries, and a last line that says how many there were. */
export type ExportHeader = { hoithi: 'audit-export'; version: 1; exportedAt: string; publicKeys: string[]; heads: SignedHead[] }
export type ExportEnd = { end: { seq: number; hash: string } }

export class NoExport extends Error {}

/** Keys that come with the export prove nothing by themselves: whoever made the file may have made them too. */
export async function verifyExport(
  file: string,
  { keys, heads }: { keys: readonly AuditPublicKey[]; heads: readonly SignedHead[] },
): Promise<{ verdict: Verdict; keysFromFile: boolean }> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })
  let verifier: ReturnType<typeof createChainVerifier> | undefined
  let end: ExportEnd['end'] | undefined
  for await (const line of lines) {
    const read = readLine(line)
    if (!verifier) {
      const header = read as unknown as ExportHeader
      if (header?.hoithi !== 'audit-export') throw new NoExport(file)
      verifier = createChainVerifier({ heads: [...header.heads, ...heads], keys: keys.length > 0 ? keys : header.publicKeys.map(publicKeyFrom) })
    } else if (read && 'end' in read) end = (read as unknown as ExportEnd).end
    else if (isEntry(read)) verifier.take(read)
    else verifier.takeUnreadable()
  }
  if (!verifier) throw new NoExport(file)
  // an export whose last line is missing was cut: there is no end that its entries could reach
  return { verdict: verifier.finish(end ?? { seq: -1, hash: '' }), keysFromFile: keys.length === 0 }
}

/** Each line of audit-heads.jsonl; a line that is none was damaged, the others still count. */
export async function readHeadsFile(file: string): Promise<SignedHead[]> {
  const text = await readFile(file, 'utf8')
  return text.split('\n').flatMap((line) => readSignedHead(line) ?? [])
}

function isEntry(read: Record<string, unknown> | undefined): read is ChainEntry {
  return Number.isSafeInteger(read?.seq) && typeof read?.hash === 'string' && typeof read.entry === 'string'
}

function readLine(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
