import type { PublicRound } from '../../../server/contract/contests.ts'
import { useKit, useTick } from '../kit.tsx'

/** When, how long, how many: what one must know before pressing start. */
export function RoundFacts({ round }: { round: PublicRound }) {
  const { words, format, clockSync } = useKit()
  useTick(20_000)
  const now = clockSync.nowMs()
  const toOpen = Date.parse(round.opensAt) - now
  const toClose = Date.parse(round.closesAt) - now
  const { cover } = words
  return (
    <>
      <RoundWindow round={round} />
      {round.phase === 'upcoming' && toOpen > 0 && <p class="round-left">{cover.opensIn(format.span(toOpen))}</p>}
      {round.phase === 'open' && toClose > 0 && <p class="round-left">{cover.closesIn(format.span(toClose))}</p>}
      <ul class="facts">
        <li>{cover.questions(format.count(round.questionCount))}</li>
        <li>{format.duration(round.durationSeconds * 1_000)}</li>
        <li>{round.attemptsAllowed === null ? cover.attemptsFree : cover.attempts(format.count(round.attemptsAllowed))}</li>
        {round.navigation !== 'free' && <li>{cover.noReturn}</li>}
      </ul>
    </>
  )
}

export function RoundWindow({ round }: { round: PublicRound }) {
  const { words, format } = useKit()
  return (
    <dl class="round-window">
      <div>
        <dt>{words.cover.opensAt}</dt> <dd>{format.moment(round.opensAt)}</dd>
      </div>
      <div>
        <dt>{words.cover.closesAt}</dt> <dd>{format.moment(round.closesAt)}</dd>
      </div>
    </dl>
  )
}
