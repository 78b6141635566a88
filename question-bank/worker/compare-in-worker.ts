import { Worker } from 'node:worker_threads'
import { limits } from '../formats/limits.ts'
import { type ComparedQuestion, compareInFile, type NumberedQuestion } from '../similarity-in-file.ts'

/** So few are compared sooner than a thread is started. */
const fewQuestions = 40

/** Compares the questions of a file with each other. A file too heavy to compare is compared as far as it goes: likeness only warns. */
export async function compareInWorker(questions: readonly NumberedQuestion[]): Promise<ComparedQuestion[]> {
  if (questions.length <= fewQuestions) return [...compareInFile(questions)]
  return new Promise((resolve) => {
    const compared: ComparedQuestion[] = []
    const worker = new Worker(new URL('./compare-worker.ts', import.meta.url), {
      workerData: questions,
      resourceLimits: { maxOldGenerationSizeMb: limits.workerMemoryMb, maxYoungGenerationSizeMb: limits.workerYoungMemoryMb },
    })
    const timer = setTimeout(() => void worker.terminate(), limits.seconds * 1_000)
    worker.on('message', (some: ComparedQuestion[]) => void compared.push(...some))
    worker.once('error', () => {})
    worker.once('exit', () => {
      clearTimeout(timer)
      resolve(compared)
    })
  })
}
