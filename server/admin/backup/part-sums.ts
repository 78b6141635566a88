import { createHash } from 'node:crypto'
import { Transform } from 'node:stream'
import type { PartSums } from './backup-format.ts'

const lineEnd = 10

/** Lets everything through and counts it: COPY writes each row as one line, whatever stands in it. */
export function createSummer(): { through: Transform; sums(): PartSums } {
  const hash = createHash('sha256')
  let [rows, bytes] = [0, 0]
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      bytes += chunk.length
      for (let at = chunk.indexOf(lineEnd); at >= 0; at = chunk.indexOf(lineEnd, at + 1)) rows += 1
      done(null, chunk)
    },
  })
  return { through, sums: () => ({ rows, bytes, sha256: hash.digest('hex') }) }
}
