import { readFile } from '../formats/read-file.ts'
import { answerThread } from './answer-thread.ts'

// a stranger's file is read in a thread of its own, with bounded memory and time
answerThread(readFile)
