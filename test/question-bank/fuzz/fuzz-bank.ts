import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { SourceFile } from '../../../question-bank/formats/format.ts'
import { limits } from '../../../question-bank/formats/limits.ts'
import { createDrillRandom } from '../../drills/drill-random.ts'
import type { DrillReport } from '../../drills/drill-report.ts'
import type { Outcome } from './fuzz-worker.ts'
import { healthyFiles } from './healthy-files.ts'
import { mutate } from './mutate.ts'

type Options = { seed: string; files: number; say(line: string): void }

/** Files of every format, mutated: each is read or refused in a sentence, by one worker with the memory that a worker has. */
export async function fuzzBank({ seed, files, say }: Options): Promise<DrillReport> {
  const random = createDrillRandom(seed, 'fuzz')
  const healthy = healthyFiles(random.below(2 ** 31))
  const counts = { read: 0, refused: 0, items: 0 }
  const failures: string[] = []
  let reader = startReader()
  let slowest = 0
  for (let index = 0; index < files; index += 1) {
    const file = mutate(healthy, createDrillRandom(seed, `file ${index}`))
    const began = performance.now()
    const outcome = await reader.read(file)
    slowest = Math.max(slowest, performance.now() - began)
    if (outcome.kind === 'broken') {
      failures.push(
        `file ${index} (${file.name}, ${file.bytes.length} bytes, kept as ${keep(seed, index, file)}): ${outcome.why.split('\n').slice(0, 4).join(' ')}`,
      )
      await reader.stop()
      reader = startReader()
    } else {
      counts[outcome.kind] += 1
      counts.items += outcome.items
    }
    if (index % 1_000 === 999) say(`${index + 1} files: ${counts.read} read, ${counts.refused} refused, ${failures.length} failures`)
  }
  await reader.stop()
  const figures = {
    healthyFiles: healthy.length,
    mutatedFiles: files,
    ...counts,
    slowestFileMs: Math.round(slowest),
    // in KB, of the whole process with its worker: measured, not what was configured
    peakProcessMemoryMb: Math.round(process.resourceUsage().maxRSS / 1_024),
  }
  return { seed, figures, failures }
}

function keep(seed: string, index: number, { name, bytes }: SourceFile): string {
  const folder = join(tmpdir(), `hoithi-fuzz-${seed}`)
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${index}-${name}`)
  writeFileSync(path, bytes)
  return path
}

function startReader(): { read(file: SourceFile): Promise<Outcome>; stop(): Promise<unknown> } {
  const worker = new Worker(new URL('./fuzz-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: limits.workerMemoryMb, maxYoungGenerationSizeMb: limits.workerYoungMemoryMb },
  })
  let finish: (outcome: Outcome) => void = () => {}
  worker.on('message', (outcome: Outcome) => finish(outcome))
  worker.on('error', (error) => finish({ kind: 'broken', why: String(error) }))
  worker.on('exit', () => finish({ kind: 'broken', why: 'the worker ended' }))
  return {
    read: (file) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => finish({ kind: 'broken', why: `not read within ${limits.seconds} seconds` }), limits.seconds * 1_000)
        finish = (outcome) => {
          clearTimeout(timer)
          resolve(outcome)
        }
        worker.postMessage(file)
      }),
    stop: () => worker.terminate(),
  }
}
