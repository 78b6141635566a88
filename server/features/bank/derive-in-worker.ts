import { Worker } from 'node:worker_threads'
import type { Question } from '../../../question-bank/question.ts'
import { type Derived, derivedOf } from './question-rows.ts'

/** So few are done sooner than a thread is started. */
const fewQuestions = 200

export type WithDerived<Piece> = { piece: Piece; derived: Derived[] }

/** Each piece with what is derived from its questions; while one is being stored, the next one is prepared in a thread. */
export async function* deriveAhead<Piece>(
  pieces: AsyncIterable<Piece>,
  questionsOf: (piece: Piece) => readonly Question[],
): AsyncGenerator<WithDerived<Piece>> {
  let worker: Worker | undefined
  const prepare = async (next: Promise<IteratorResult<Piece>>): Promise<WithDerived<Piece> | undefined> => {
    const { done, value: piece } = await next
    if (done) return undefined
    const questions = questionsOf(piece)
    if (!worker && questions.length <= fewQuestions) return { piece, derived: questions.map(derivedOf) }
    worker ??= new Worker(new URL('./derive-worker.ts', import.meta.url))
    return { piece, derived: await derivedBy(worker, questions) }
  }
  const iterator = pieces[Symbol.asyncIterator]()
  try {
    for (let ahead = prepare(iterator.next()); ; ) {
      const ready = await ahead
      if (!ready) return
      ahead = prepare(iterator.next())
      // whoever stops in between is told by what it did itself
      ahead.catch(() => {})
      yield ready
    }
  } finally {
    await worker?.terminate()
  }
}

function derivedBy(worker: Worker, questions: readonly Question[]): Promise<Derived[]> {
  return new Promise((resolve, reject) => {
    const settle = () => worker.off('message', finish).off('error', fail).off('exit', leave)
    const finish = (derived: Derived[]) => {
      settle()
      resolve(derived)
    }
    const fail = (error: unknown) => {
      settle()
      reject(error)
    }
    const leave = () => fail(new Error('the thread ended without an answer'))
    worker.on('message', finish).on('error', fail).on('exit', leave)
    worker.postMessage(questions)
  })
}
