import { useKit } from '../kit.tsx'

export type StandingRow = {
  key: string
  place: number
  name: string
  unitName: string
  scoreThousandths: number
  durationMs: number
  isMe?: boolean
}

/** The same table for the neighbours of one and for the whole board; on a narrow screen a row folds into two lines. */
export function StandingTable({ rows, caption }: { rows: readonly StandingRow[]; caption: string }) {
  const { words, format } = useKit()
  const { board, result } = words
  return (
    <table class="standings">
      <caption class="sr-only">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{board.place}</th>
          <th scope="col">{board.name}</th>
          <th scope="col" class="number">
            {board.score}
          </th>
          <th scope="col" class="number">
            {board.time}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} class={row.isMe ? 'is-me' : undefined}>
            <td class="place">{format.count(row.place)}</td>
            <td>
              <span class="standing-name">
                {row.name}
                {row.isMe && <span class="me-mark">{result.me}</span>}
              </span>
              <span class="hint">{row.unitName}</span>
            </td>
            <td class="number">{format.points(row.scoreThousandths)}</td>
            <td class="number">{format.shortDuration(row.durationMs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
