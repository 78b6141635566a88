import { readTextTable } from '../formats/text-table.ts'
import { answerThread } from './answer-thread.ts'

answerThread(readTextTable)
