import { useEffect } from 'preact/hooks'
import type { BoardSnapshot } from '../../../server/contract/boards.ts'
import type { PublicRound } from '../../../server/contract/contests.ts'
import { type BoardState, isStale } from '../board-state.ts'
import { boardWords } from '../board-words.ts'
import { useSecond } from '../use-second.ts'
import { BoardNotices } from './board-notices.tsx'
import { LeaderTable } from './leader-table.tsx'
import { UnitTable } from './unit-table.tsx'

export type BoardScreenProps = { state: BoardState; board: BoardSnapshot; round: PublicRound | undefined; clockOffsetMs: number }

const { t, count, clock, dateTime } = boardWords

function timesOf(round: PublicRound): string {
  if (round.phase === 'upcoming') return t('board.opensAt', { time: dateTime(round.opensAt) })
  return t(round.phase === 'open' ? 'board.closesAt' : 'board.closedAt', { time: dateTime(round.closesAt) })
}

/** The whole screen: what contest, how many, who leads, which units, and how fresh all this is. */
export function BoardScreen({ state, board, round, clockOffsetMs }: BoardScreenProps) {
  const { dateMs, nowMs } = useSecond()
  const stale = isStale(state, nowMs)

  useEffect(() => {
    document.title = `${board.roundTitle} · ${board.contestTitle}`
  }, [board.roundTitle, board.contestTitle])

  return (
    <div class={stale ? 'screen screen-stale' : 'screen'}>
      <header class="screen-head">
        <div class="screen-titles">
          <h1>{board.contestTitle}</h1>
          <p>
            {board.roundTitle}
            {round && <span class="screen-times"> · {timesOf(round)}</span>}
          </p>
        </div>
        {board.entrants !== null && (
          <p class="entrants">
            <strong>{count(board.entrants)}</strong> <span>{t('board.entrants')}</span>
          </p>
        )}
        <time class="clock">{clock(dateMs + clockOffsetMs)}</time>
      </header>
      <BoardNotices
        staleAt={stale ? state.trueAt : null}
        frozenSince={board.frozenSince}
        isHidden={board.isHidden ?? false}
        awaitsTruth={board.awaitsTruth ?? false}
        isPartial={board.isPartial ?? false}
        hasEssaysWaiting={board.hasEssaysWaiting ?? false}
      />
      <main class="screen-main">
        <LeaderTable rows={board.rows} />
        <UnitTable units={board.units} />
      </main>
      <footer class="screen-foot">
        <p>{board.ranking}</p>
        {!stale && <p class={`line line-${state.line}`}>{t(state.line === 'polling' ? 'board.polling' : 'board.live')}</p>}
      </footer>
    </div>
  )
}
