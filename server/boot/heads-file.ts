import { appendFile, open } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from '../database/embedded/make-folder.ts'

type Head = { seq: number }

/** Signed heads of the audit log beside the data, outside the database: a line for each. */
export function createHeadsFile(dataDir: string): { path: string; lastSeq(): Promise<number>; append(heads: readonly Head[]): Promise<void> } {
  const path = join(dataDir, 'audit-heads.jsonl')
  return {
    path,
    async lastSeq() {
      const lines = (await readEnd(path)).trimEnd().split('\n')
      try {
        return Number((JSON.parse(lines.at(-1) ?? '') as Head).seq) || 0
      } catch {
        // a line cut short by a full disk: all of them are written again, whoever reads does not mind
        return 0
      }
    },
    async append(heads) {
      makeFolder(dataDir)
      const end = await readEnd(path)
      const afterDamage = end === '' || end.endsWith('\n') ? '' : '\n'
      await appendFile(path, `${afterDamage}${heads.map((head) => `${JSON.stringify(head)}\n`).join('')}`, { mode: 0o600, flush: true })
    },
  }
}

async function readEnd(path: string): Promise<string> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (!file) return ''
  try {
    const { size } = await file.stat()
    const end = Buffer.alloc(Math.min(size, 4_096))
    await file.read(end, 0, end.length, size - end.length)
    return end.toString('utf8')
  } finally {
    await file.close()
  }
}
