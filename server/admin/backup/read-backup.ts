import { createHash } from 'node:crypto'
import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import { isSignedBy, publicKeyFrom } from '../../audit-verifier/signed-head.ts'
import { type BackupManifest, type BackupPart, type BackupSignature, BackupUnreadable, manifestMessage } from './backup-format.ts'
import { type Frame, openFrames } from './frames.ts'
import { createSummer } from './part-sums.ts'

type PartBegin = Pick<BackupPart, 'table' | 'columns'>

/**
 * Reads a backup from its first byte to its last and hands every part to whatever takes it. Answers only when all of it is there, every
 * digest is right and the manifest is signed by the key that it names.
 */
export async function readBackup(
  file: string,
  passphrase: string | undefined,
  sinkFor: (part: PartBegin) => Promise<Writable> = async () => nowhere(),
): Promise<BackupManifest> {
  const { frames } = await openFrames(file, passphrase)
  const read: BackupPart[] = []
  let manifest: { text: Buffer; parsed: BackupManifest } | undefined
  for (let frame = await next(frames); frame; frame = await next(frames)) {
    if (frame.kind === 'part') {
      const part = parsed<PartBegin>(frame)
      read.push({ ...part, ...(await readPart(frames, part.table, await sinkFor(part))) })
    } else if (frame.kind === 'manifest') manifest = { text: frame.payload, parsed: parsed<BackupManifest>(frame) }
    else if (frame.kind === 'signature' && manifest) {
      const { signature } = parsed<BackupSignature>(frame)
      const digest = createHash('sha256').update(manifest.text).digest('hex')
      if (!isSignedBy(publicKeyFrom(manifest.parsed.publicKey), manifestMessage(digest), signature)) throw new BackupUnreadable('damaged', 'manifest')
      comparePartSums(manifest.parsed.parts, read)
      return manifest.parsed
    } else throw new BackupUnreadable('damaged')
  }
  throw new BackupUnreadable('cut')
}

/** The frames are read by hand: a loop that is left early would end them for whoever reads on. */
async function next(frames: AsyncGenerator<Frame>): Promise<Frame | undefined> {
  const { done, value } = await frames.next()
  return done ? undefined : value
}

async function readPart(frames: AsyncGenerator<Frame>, table: string, sink: Writable) {
  async function* chunks(): AsyncGenerator<Buffer> {
    for (;;) {
      const frame = await next(frames)
      if (!frame) throw new BackupUnreadable('cut')
      if (frame.kind === 'part-end') return
      if (frame.kind !== 'chunk') throw new BackupUnreadable('damaged')
      yield frame.payload
    }
  }
  const { through, sums } = createSummer()
  try {
    await pipeline(Readable.from(chunks(), { objectMode: false }), createZstdDecompress(), through, sink)
  } catch (error) {
    throw String((error as NodeJS.ErrnoException).code).startsWith('ZSTD_') ? new BackupUnreadable('damaged', table) : error
  }
  return sums()
}

function comparePartSums(told: readonly BackupPart[], read: readonly BackupPart[]): void {
  if (told.length !== read.length) throw new BackupUnreadable('damaged')
  for (const [index, part] of told.entries()) {
    if (JSON.stringify(part) !== JSON.stringify(read[index])) throw new BackupUnreadable('damaged', part.table)
  }
}

function parsed<Content>({ payload }: Frame): Content {
  try {
    return JSON.parse(payload.toString('utf8')) as Content
  } catch {
    throw new BackupUnreadable('damaged')
  }
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() })
}
