import { parentPort, workerData } from 'node:worker_threads'
import { type ComparedQuestion, compareInFile, type NumberedQuestion } from '../similarity-in-file.ts'

const inOneMessage = 200

// thousands of questions are compared in a thread of their own: other people's requests go on meanwhile
let compared: ComparedQuestion[] = []
for (const one of compareInFile(workerData as NumberedQuestion[])) {
  compared.push(one)
  if (compared.length === inOneMessage) send()
}
send()

function send(): void {
  parentPort?.postMessage(compared)
  compared = []
}
