import type { SourceFile } from '../../../question-bank/formats/format.ts'
import type { TextTable } from '../../../question-bank/formats/text-table.ts'
import { readTableInWorker } from '../../../question-bank/worker/table-in-worker.ts'
import { Problem } from '../../contract/errors.ts'

export type TableReader = (receive: () => Promise<SourceFile>) => Promise<TextTable>

/** Files of units are received and read one at a time, a few wait: what lies in memory stays bounded. */
export function createTableReader({ mostInside }: { mostInside: number }): TableReader {
  let inside = 0
  let last: Promise<unknown> = Promise.resolve()
  return async (receive) => {
    if (inside >= mostInside) throw new Problem('TOO_BUSY', { retryAfterSeconds: 15 })
    inside += 1
    const turn = last.then(receive).then((file) => readTableInWorker(file))
    last = turn.catch(() => {})
    try {
      return await turn
    } finally {
      inside -= 1
    }
  }
}
