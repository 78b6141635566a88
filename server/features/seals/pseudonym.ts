import { createHash } from 'node:crypto'

/** What a person is called in one seal: the same as the statement that reads them says, see seal-source.ts. */
export function pseudonymOf(secret: Buffer, contestantId: string): string {
  const digest = createHash('sha256')
    .update(secret)
    .update(Buffer.from(contestantId.replaceAll('-', ''), 'hex'))
  return digest.digest('hex').slice(0, 24)
}
