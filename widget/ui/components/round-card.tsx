import type { AttemptLine } from '../../../server/contract/contestants.ts'
import type { PublicRound } from '../../../server/contract/contests.ts'
import { useKit, useWatched } from '../kit.tsx'
import { AttemptList } from './attempt-list.tsx'
import { Button } from './button.tsx'
import { RoundFacts } from './round-facts.tsx'
import { StartPanel } from './start-panel.tsx'

/** The round that matters now, with the one thing to do next. */
export function RoundCard({ round, attempts, isMany }: { round: PublicRound; attempts: AttemptLine[]; isMany: boolean }) {
  const { words, journey } = useKit()
  const me = useWatched(journey.me)
  return (
    <section class="card round-card" aria-labelledby={`round-${round.id}`}>
      <div class="round-head">
        <h2 id={`round-${round.id}`} class="round-title">
          {round.title}
        </h2>
        <span class={`phase phase-${round.phase}`}>{words.cover.phase[round.phase]}</span>
      </div>
      <RoundFacts round={round} />
      {me && <p class="hello">{words.cover.hello(me.contestant.displayName)}</p>}
      <StartPanel round={round} attempts={attempts} />
      {attempts.length > 0 && <AttemptList attempts={attempts} />}
      {round.phase !== 'upcoming' && (
        <Button look="link" onClick={() => journey.go({ name: 'board', roundId: round.id })}>
          {words.cover.seeBoard}
          {isMany && <span class="sr-only">: {round.title}</span>}
        </Button>
      )}
      {me && (
        <Button look="link" onClick={() => journey.go({ name: 'my-data' })}>
          {words.cover.myData}
        </Button>
      )}
      {me && (
        <p class="not-you">
          {words.cover.notYou}{' '}
          <Button look="link" onClick={() => journey.leave()}>
            {words.cover.leave}
          </Button>
        </p>
      )}
    </section>
  )
}
