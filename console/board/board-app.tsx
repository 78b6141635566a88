import type { BoardAddress } from './board-address.ts'
import { boardWords } from './board-words.ts'
import { chooseRound } from './choose-round.ts'
import { BoardMessage } from './components/board-message.tsx'
import { BoardScreen } from './components/board-screen.tsx'
import { useBoard } from './use-board.ts'
import { useContest } from './use-contest.ts'

const { t } = boardWords

/** The big-screen board of the round in the address, or of the round that runs. */
export function BoardApp({ address }: { address: BoardAddress | null }) {
  if (!address) return <BoardMessage text={t('board.noContest')} />
  return <ContestBoard slug={address.slug} fixedRoundId={address.roundId} />
}

function ContestBoard({ slug, fixedRoundId }: { slug: string; fixedRoundId: number | null }) {
  const { contest, clockOffsetMs, failure } = useContest(slug)
  const roundId = fixedRoundId ?? (contest && (chooseRound(contest.rounds)?.id ?? null))
  const state = useBoard(slug, roundId)
  const round = contest?.rounds.find(({ id }) => id === roundId)

  if (state.board) return <BoardScreen state={state} board={state.board} round={round} clockOffsetMs={clockOffsetMs} />
  if (failure === 'missing' || state.problem === 'CONTEST_NOT_FOUND') return <BoardMessage text={t('board.noContest')} />
  if (state.problem === 'ROUND_NOT_FOUND') return <BoardMessage text={t('board.noRound')} />
  if (state.problem) return <BoardMessage text={t('board.refused')} />
  if (contest && roundId === null) return <BoardMessage text={t('board.noRoundYet')} />
  return <BoardMessage text={t(failure ? 'board.unreachable' : 'board.loading')} />
}
