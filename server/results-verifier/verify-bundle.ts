import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { AuditPublicKey } from '../audit-verifier/signed-head.ts'
import type { BundleHeader } from './bundle-format.ts'
import { createResultsCheck } from './check-results.ts'
import { createSignatureCheck } from './check-signature.ts'
import { NoArchive, readArchive } from './tar.ts'
import { createFindings, type Verdict } from './verdict.ts'

export class NoBundle extends Error {}

/** Reads a bundle once from its beginning to its end and makes everything anew that it says. */
async function verifyBundle(chunks: AsyncIterable<Buffer>, keys: readonly AuditPublicKey[]): Promise<Verdict> {
  const findings = createFindings()
  const signature = createSignatureCheck(keys, findings)
  let header: BundleHeader | undefined
  let results: ReturnType<typeof createResultsCheck> | undefined
  for await (const file of readArchive(chunks)) {
    if (signature.take(file)) continue
    if (file.name === 'header.json') {
      header = JSON.parse(file.bytes.toString()) as BundleHeader
      if (header.hoithi !== 'results') throw new NoBundle()
      results = createResultsCheck(header, findings)
      continue
    }
    if (!results) throw new NoBundle()
    const kind = file.name.replace(/-\d+\.ndjson$/, '')
    for (const line of file.bytes.toString().split('\n')) if (line !== '') results.take(kind, line)
  }
  if (!header || !results) throw new NoBundle()
  const { keysFromBundle } = signature.finish(header as unknown as Record<string, unknown>)
  return {
    contest: header.contest.slug,
    edition: header.edition,
    sealNumber: header.sealNumber,
    madeAt: header.madeAt,
    ...results.finish(),
    keysFromBundle,
    ...findings.result(),
  }
}

/** The same of a file on the disk. */
export function verifyBundleFile(path: string, keys: readonly AuditPublicKey[]): Promise<Verdict> {
  return verifyPieces(createReadStream(path, { highWaterMark: 1 << 20 }), keys)
}

/** The same of a file that comes in pieces, as it is stored. */
export async function verifyPieces(pieces: AsyncIterable<Buffer>, keys: readonly AuditPublicKey[]): Promise<Verdict> {
  const gunzip = createGunzip()
  try {
    const [verdict] = await Promise.all([verifyBundle(gunzip, keys), pipeline(pieces, gunzip)])
    return verdict
  } catch (error) {
    throw error instanceof NoArchive || /^Z_/.test((error as NodeJS.ErrnoException).code ?? '') ? new NoBundle() : error
  }
}
