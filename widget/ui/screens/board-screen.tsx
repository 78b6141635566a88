import type { LaterWords } from '../../i18n/later-vi.ts'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { ScreenTitle } from '../components/screen-title.tsx'
import { StandingTable } from '../components/standing-table.tsx'
import { useKit } from '../kit.tsx'
import { problemText } from '../problem-text.ts'
import { useBoard } from '../use-board.ts'

export function BoardScreen({ roundId, later }: { roundId: number; later: LaterWords }) {
  const { words, format, journey } = useKit()
  const { board, problem } = useBoard(roundId)
  const texts = later.board
  return (
    <div class="board">
      <Button look="link" onClick={() => journey.go({ name: 'cover' })}>
        ‹ {words.common.toCover}
      </Button>
      <ScreenTitle>{texts.title}</ScreenTitle>
      {!board && !problem && <div class="spinner" aria-hidden="true" />}
      {!board && problem && (
        <Notice tone="warning" role="alert">
          {problemText(problem, words)}
        </Notice>
      )}
      {board && (
        <>
          <p class="lead">
            {board.roundTitle} · {board.entrants === null ? later.result.hidden : texts.entrants(format.count(board.entrants))}
          </p>
          {problem ? (
            <Notice tone="warning" icon="offline" role="status">
              {texts.stale(format.timeOfDay(board.takenAt))}
            </Notice>
          ) : (
            <p class="hint">{texts.takenAt(format.timeOfDay(board.takenAt))}</p>
          )}
          {board.frozenSince && <Notice tone="info">{texts.frozen(format.moment(board.frozenSince))}</Notice>}
          {board.hasEssaysWaiting && <Notice tone="info">{texts.essaysWaiting}</Notice>}
          <div class="board-columns">
            <section class="card">
              {board.rows.length === 0 ? (
                <p class="hint centred">{board.isHidden ? later.result.hidden : texts.empty}</p>
              ) : (
                <StandingTable rows={board.rows} caption={texts.title} later={later} />
              )}
            </section>
            {board.units.length > 0 && (
              <section class="card">
                <h2 class="section-title">{texts.byUnit}</h2>
                <ol class="unit-tally">
                  {board.units.map((unit) => (
                    <li key={unit.unitId}>
                      <span>{unit.unitName}</span>
                      <strong>{format.count(unit.entrants)}</strong>
                    </li>
                  ))}
                </ol>
              </section>
            )}
          </div>
          <p class="hint">{board.ranking}</p>
        </>
      )}
    </div>
  )
}
