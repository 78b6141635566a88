import type { BoardSnapshot } from '../../server/contract/boards.ts'
import type { ComparedRow, Difference } from '../comparison/compare-boards.ts'
import { useWords, type Words } from '../i18n/words.ts'
import { Icon } from './icon.tsx'

export type BoardTableProps = { board: BoardSnapshot; rows: readonly ComparedRow[]; title: string; lead: string }

function differenceText(difference: Difference, projection: BoardSnapshot['projection'], { t, score, duration }: Words): string | null {
  switch (difference.kind) {
    case 'same':
      return null
    case 'absent':
      return t(projection === 'official' ? 'round.notOnPublic' : 'round.notOnOfficial')
    case 'place':
      return t('round.otherPlace', { place: difference.otherPlace })
    case 'result':
      return t('round.otherResult', { score: score(difference.other.scoreThousandths), duration: duration(difference.other.durationMs) })
  }
}

/** One of the two boards. A row that differs from the other board carries a sign and a sentence. */
export function BoardTable({ board, rows, title, lead }: BoardTableProps) {
  const words = useWords()
  const { t, count, score, duration } = words
  return (
    <section class={`panel board board-${board.projection}`} aria-labelledby={`board-${board.projection}`}>
      <header class="panel-heading">
        <div>
          <h2 id={`board-${board.projection}`}>{title}</h2>
          <p class="quiet">{lead}</p>
        </div>
        {board.entrants !== null && <p class="quiet">{t('round.entrants', { n: count(board.entrants) })}</p>}
      </header>
      {rows.length === 0 ? (
        <p class="empty">{t(board.isHidden ? 'round.hidden' : 'round.empty')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col" class="number">
                {t('round.place')}
              </th>
              <th scope="col">{t('round.name')}</th>
              <th scope="col" class="number">
                {t('round.score')}
              </th>
              <th scope="col" class="number">
                {t('round.duration')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, difference }) => {
              const text = differenceText(difference, board.projection, words)
              return (
                <tr key={row.key} class={text ? 'differs' : undefined}>
                  <td class="number place">{row.place}</td>
                  <td>
                    <span class="person">{row.name}</span>
                    <span class="quiet unit">{row.unitName}</span>
                    {text && (
                      <span class="difference">
                        <Icon name="differ" />
                        {text}
                      </span>
                    )}
                  </td>
                  <td class="number">{score(row.scoreThousandths)}</td>
                  <td class="number">{duration(row.durationMs)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </section>
  )
}
