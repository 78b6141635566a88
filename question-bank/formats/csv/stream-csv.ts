import { type StreamedTable, streamedPieceLength } from '../sheet/streamed-table.ts'
import { byteOrderMark, csvLine } from './write-csv.ts'

/** A table as it is read, piece by piece. */
export async function* streamCsv({ above, columns, rows }: Omit<StreamedTable, 'sheet'>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  let text = byteOrderMark + [...above.map((line) => [line]), columns.map(({ header }) => header)].map(csvLine).join('')
  for await (const row of rows) {
    text += csvLine(row)
    if (text.length < streamedPieceLength) continue
    yield encoder.encode(text)
    text = ''
  }
  yield encoder.encode(text)
}
