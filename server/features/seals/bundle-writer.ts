import { hash } from 'node:crypto'
import { once } from 'node:events'
import { createGzip } from 'node:zlib'
import type { AuditPrivateKey, SignedHead } from '../../audit-verifier/signed-head.ts'
import { type BundleHeader, type BundleSignature, type Manifest, manifestMessage } from '../../results-verifier/bundle-format.ts'
import { archived, endOfArchive } from '../../results-verifier/tar.ts'

/** A part is closed at this size, so that neither whoever writes nor whoever reads holds more of it. */
const partBytes = 4 * 1024 * 1024
const pieceBytes = 1024 * 1024

export type WrittenBundle = { manifestSha256: string; keyId: string; publicKey: string; bytes: number }

/** Writes a bundle line by line; `keep` is given the file in pieces and is waited for, so memory does not grow with the contest. */
export function createBundleWriter(header: BundleHeader, keep: (piece: number, bytes: Buffer) => Promise<void>) {
  const atMs = Date.parse(header.madeAt)
  const gzip = createGzip({ level: 6 })
  const parts: Manifest['parts'] = []
  const numbers = new Map<string, number>()
  let open: { kind: string; lines: string[]; length: number } | undefined
  const kept = collect(gzip, keep)
  // whoever waits for the end is told; until then nothing hangs in the air
  kept.catch(() => {})

  async function add(name: string, bytes: Buffer): Promise<void> {
    for (const block of archived({ name, bytes }, atMs)) if (block.length > 0 && !gzip.write(block)) await Promise.race([once(gzip, 'drain'), kept])
  }
  async function addPart(name: string, bytes: Buffer): Promise<void> {
    parts.push({ name, bytes: bytes.length, sha256: hash('sha256', bytes) })
    await add(name, bytes)
  }
  async function close(): Promise<void> {
    if (!open) return
    const number = (numbers.get(open.kind) ?? 0) + 1
    numbers.set(open.kind, number)
    const name = `${open.kind}-${String(number).padStart(5, '0')}.ndjson`
    const bytes = Buffer.from(`${open.lines.join('\n')}\n`)
    open = undefined
    await addPart(name, bytes)
  }

  return {
    begin: () => addPart('header.json', Buffer.from(JSON.stringify(header))),
    async line(kind: string, line: object): Promise<void> {
      if (open && (open.kind !== kind || open.length >= partBytes)) await close()
      const text = JSON.stringify(line)
      open ??= { kind, lines: [], length: 0 }
      open.lines.push(text)
      open.length += text.length
    },
    async finish(auditHead: SignedHead | null, key: AuditPrivateKey): Promise<WrittenBundle> {
      await close()
      const manifest = Buffer.from(JSON.stringify({ ...header, auditHead, parts } satisfies Manifest))
      const manifestSha256 = hash('sha256', manifest)
      const signature: BundleSignature = { keyId: key.keyId, publicKey: key.text, signature: key.sign(manifestMessage(manifestSha256)) }
      await add('manifest.json', manifest)
      await add('signature.json', Buffer.from(JSON.stringify(signature)))
      gzip.end(endOfArchive)
      return { manifestSha256, keyId: key.keyId, publicKey: key.text, bytes: await kept }
    },
    /** Nothing comes of it. */
    abandon: () => void gzip.destroy(),
  }
}

async function collect(chunks: AsyncIterable<Buffer>, keep: (piece: number, bytes: Buffer) => Promise<void>): Promise<number> {
  let held: Buffer[] = []
  let [length, piece, bytes] = [0, 0, 0]
  const flush = async () => {
    if (length === 0) return
    await keep(piece, Buffer.concat(held))
    bytes += length
    piece += 1
    held = []
    length = 0
  }
  for await (const chunk of chunks) {
    held.push(chunk)
    length += chunk.length
    if (length >= pieceBytes) await flush()
  }
  await flush()
  return bytes
}
