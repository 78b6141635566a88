import { once } from 'node:events'
import { createReadStream, type WriteStream } from 'node:fs'
import { type BackupHeader, BackupUnreadable, type FrameKind, frameHeadBytes, frameKinds, longestFrame } from './backup-format.ts'
import { createFrameCipher } from './frame-cipher.ts'

export type Frame = { kind: FrameKind; payload: Buffer }

/** Writes the header and then frame after frame, no faster than the disk takes them. */
export async function createFrameWriter(out: WriteStream, header: BackupHeader, passphrase: string | undefined) {
  const cipher = createFrameCipher(header, passphrase)
  const put = async (bytes: Buffer) => {
    if (!out.write(bytes)) await once(out, 'drain')
  }
  await put(Buffer.from(`${JSON.stringify(header)}\n`))
  return async (kind: FrameKind, payload: Buffer): Promise<void> => {
    const number = frameKinds.indexOf(kind)
    const sealed = cipher.seal(number, payload)
    const head = Buffer.alloc(frameHeadBytes)
    head.writeUInt8(number, 0)
    head.writeUInt32BE(sealed.length, 1)
    await put(head)
    await put(sealed)
  }
}
export type WriteFrame = Awaited<ReturnType<typeof createFrameWriter>>

const longestHeader = 4_096

/** The header and the frames of a file, read as they are asked for. */
export async function openFrames(file: string, passphrase: string | undefined): Promise<{ header: BackupHeader; frames: AsyncGenerator<Frame> }> {
  const take = createTaker(createReadStream(file, { highWaterMark: 2 ** 18 }))
  const header = readHeader(await take.line(longestHeader))
  const cipher = createFrameCipher(header, passphrase)
  async function* frames(): AsyncGenerator<Frame> {
    for (;;) {
      const head = await take.bytes(frameHeadBytes)
      if (head.length === 0) return
      const [number, length] = head.length < frameHeadBytes ? [0, 0] : [head.readUInt8(0), head.readUInt32BE(1)]
      const kind = frameKinds[number]
      if (head.length < frameHeadBytes) throw new BackupUnreadable('cut')
      if (kind === undefined || length > longestFrame) throw new BackupUnreadable('damaged')
      const payload = await take.bytes(length)
      if (payload.length < length) throw new BackupUnreadable('cut')
      yield { kind, payload: cipher.open(number, payload) }
    }
  }
  return { header, frames: frames() }
}

function readHeader(line: Buffer): BackupHeader {
  try {
    const header = JSON.parse(line.toString('utf8')) as BackupHeader
    if (header.hoithi === 'backup' && header.version === 1) return header
  } catch {
    // told below
  }
  throw new BackupUnreadable('not-a-backup')
}

/** Takes so many bytes, or a line, off a stream; fewer only at its end. */
function createTaker(stream: AsyncIterable<Buffer>) {
  const pieces = stream[Symbol.asyncIterator]()
  let left: Buffer = Buffer.alloc(0)
  async function more(): Promise<boolean> {
    const { done, value } = await pieces.next()
    if (done) return false
    left = left.length === 0 ? value : Buffer.concat([left, value])
    return true
  }
  const cut = (length: number) => {
    const taken = left.subarray(0, length)
    left = left.subarray(length)
    return taken
  }
  return {
    async bytes(length: number): Promise<Buffer> {
      while (left.length < length && (await more())) {}
      return cut(length)
    },
    async line(longest: number): Promise<Buffer> {
      while (!left.includes(10) && left.length < longest && (await more())) {}
      const end = left.indexOf(10)
      return end < 0 ? Buffer.alloc(0) : cut(end + 1)
    },
  }
}
