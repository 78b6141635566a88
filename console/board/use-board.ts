import { useEffect, useState } from 'preact/hooks'
import { createBoardFeed } from './board-feed.ts'
import { type BoardState, emptyBoardState } from './board-state.ts'
import { boardWords } from './board-words.ts'
import { fetchBoard } from './fetch-board.ts'
import { openSocketLine } from './socket-line.ts'

/** The state of one round's board, fed as long as somebody looks at it. */
export function useBoard(slug: string, roundId: number | null): BoardState {
  const [state, setState] = useState<BoardState>(emptyBoardState)
  useEffect(() => {
    if (roundId === null) return
    setState(emptyBoardState)
    const feed = createBoardFeed({
      slug,
      roundId,
      openLine: openSocketLine,
      lang: boardWords.locale,
      fetchBoard: () => fetchBoard(slug, roundId, boardWords.locale),
      now: () => performance.now(),
      random: Math.random,
      onState: setState,
    })
    return () => feed.stop()
  }, [slug, roundId])
  return state
}
