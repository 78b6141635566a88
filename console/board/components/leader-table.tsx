import { useMemo } from 'preact/hooks'
import type { BoardRow } from '../../../server/contract/boards.ts'
import { boardWords } from '../board-words.ts'
import { useIsWall } from '../use-is-wall.ts'
import { useMovingRows } from '../use-moving-rows.ts'

const { t, score, duration } = boardWords

// what is legible from ten metres; a phone scrolls, so it may show more
const wallRows = 10
const phoneRows = 50

export function LeaderTable({ rows }: { rows: readonly BoardRow[] }) {
  const limit = useIsWall() ? wallRows : phoneRows
  const shown = useMemo(() => rows.slice(0, limit), [rows, limit])
  const moving = useMemo(() => shown.map(({ key, scoreThousandths, durationMs }) => ({ key, news: `${scoreThousandths}/${durationMs}` })), [shown])
  const body = useMovingRows<HTMLTableSectionElement>(moving)
  return (
    <section class="leaders">
      <h2>{t('board.rows')}</h2>
      {shown.length === 0 ? (
        <p class="leaders-empty">{t('board.empty')}</p>
      ) : (
        <table style={{ '--rows': shown.length }}>
          <thead>
            <tr>
              <th scope="col" class="place">
                {t('board.place')}
              </th>
              <th scope="col">{t('board.name')}</th>
              <th scope="col" class="number">
                {t('board.score')}
              </th>
              <th scope="col" class="number">
                {t('board.duration')}
              </th>
            </tr>
          </thead>
          <tbody ref={body}>
            {shown.map((row) => (
              <tr key={row.key} data-key={row.key} class={row.place <= 3 ? `top-${row.place}` : undefined}>
                <td class="place">
                  <span class="place-badge">{row.place}</span>
                </td>
                <td class="person">
                  <div>
                    <span class="person-name">{row.name || t('board.unnamed')}</span>
                    <span class="person-unit">{row.unitName}</span>
                  </div>
                </td>
                <td class="number score">{score(row.scoreThousandths)}</td>
                <td class="number duration">{duration(row.durationMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
