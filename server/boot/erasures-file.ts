import { createReadStream, existsSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { makeFolder } from '../database/embedded/make-folder.ts'

/** Who was erased when: ids only. */
export type Erasure = { contestId: number; contestantId: string; erasedAt: string }

/** The erasures of this installation beside the data, outside the database: a backup from before them must not bring anybody back. */
export function createErasuresFile(dataDir: string) {
  const path = join(dataDir, 'erasures.jsonl')
  return {
    path,
    read: () => readErasures(path),
    async append(erasures: readonly Erasure[]): Promise<void> {
      makeFolder(dataDir)
      // begins with a line end: a line that a full disk cut short spoils no other
      await appendFile(path, `\n${erasures.map((erasure) => JSON.stringify(erasure)).join('\n')}\n`, { mode: 0o600, flush: true })
    },
  }
}

export async function readErasures(path: string): Promise<Erasure[]> {
  if (!existsSync(path)) return []
  const erasures: Erasure[] = []
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    const erasure = readErasure(line)
    if (erasure) erasures.push(erasure)
  }
  return erasures
}

function readErasure(line: string): Erasure | undefined {
  try {
    const { contestId, contestantId, erasedAt } = JSON.parse(line) as Record<string, unknown>
    const isWhole = Number.isSafeInteger(contestId) && /^[0-9a-f-]{36}$/.test(String(contestantId)) && !Number.isNaN(Date.parse(String(erasedAt)))
    return isWhole ? ({ contestId, contestantId, erasedAt } as Erasure) : undefined
  } catch {
    return undefined
  }
}
