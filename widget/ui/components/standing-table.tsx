import type { LaterWords } from '../../i18n/later-vi.ts'
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

/** The same table for the neighbours of one and for the whole board; score and time share a column, so that names have room on a phone. */
export function StandingTable({ rows, caption, later }: { rows: readonly StandingRow[]; caption: string; later: LaterWords }) {
  const { format } = useKit()
  const { board, result } = later
  return (
    <table class="standings">
      <caption class="sr-only">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{board.place}</th>
          <th scope="col">{board.name}</th>
          <th scope="col" class="number">
            {board.score}
            <span class="under">{board.time}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} class={row.isMe ? 'is-me' : undefined}>
            <td class="place">{format.count(row.place)}</td>
            <td>
              <span class="standing-name">
                {row.name || board.unnamed}
                {row.isMe && <span class="me-mark">{result.me}</span>}
              </span>
              <span class="hint">{row.unitName}</span>
            </td>
            <td class="number">
              <strong>{format.points(row.scoreThousandths)}</strong>
              <span class="under hint">{format.shortDuration(row.durationMs)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
