import { parentPort } from 'node:worker_threads'
import type { Question } from '../../../question-bank/question.ts'
import { derivedOf } from './question-rows.ts'

// thousands of texts are folded and hashed in a thread of their own: other people's requests go on meanwhile
parentPort?.on('message', (questions: readonly Question[]) => parentPort?.postMessage(questions.map(derivedOf)))
