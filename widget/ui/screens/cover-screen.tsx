import { useEffect } from 'preact/hooks'
import type { AttemptLine } from '../../../server/contract/contestants.ts'
import type { PublicRound } from '../../../server/contract/contests.ts'
import type { ProblemCode } from '../../../server/contract/errors.ts'
import type { ClientProblem } from '../../core/client-problem.ts'
import { Asides } from '../components/asides.tsx'
import { AttemptList } from '../components/attempt-list.tsx'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { RoundCard } from '../components/round-card.tsx'
import { RoundWindow } from '../components/round-facts.tsx'
import { ScreenTitle } from '../components/screen-title.tsx'
import { featuredRound } from '../featured-round.ts'
import { useKit, useWatched } from '../kit.tsx'
import { problemText } from '../problem-text.ts'

const accessRefused: ProblemCode = 'ACCESS_CODE_WRONG'
const longestTimerMs = 2_000_000_000

/** When a round opens or closes while someone waits here, the page follows by itself; chance keeps all from asking at once. */
function useFreshPhases(rounds: readonly PublicRound[]) {
  const { journey, clockSync, scheduler, random } = useKit()
  useEffect(() => {
    const now = clockSync.nowMs()
    const turns = rounds.flatMap(({ opensAt, closesAt }) => [Date.parse(opensAt), Date.parse(closesAt)]).filter((turn) => turn > now)
    const wait = Math.min(...turns) - now
    if (wait > longestTimerMs) return
    return scheduler.after(wait + 500 + random.fraction() * 4_000, () => void journey.refresh())
  }, [rounds, journey, clockSync, scheduler, random])
}

export function CoverScreen({ notice }: { notice?: ClientProblem | undefined }) {
  const { words, journey } = useKit()
  const contest = useWatched(journey.contest)
  const me = useWatched(journey.me)
  const rounds = contest?.rounds ?? noRounds
  useFreshPhases(rounds)
  if (!contest) return null
  const featured = featuredRound(rounds)
  const others = rounds.filter((round) => round !== featured)
  const attemptsOf = (round: PublicRound) => me?.attempts.filter(({ roundId }) => roundId === round.id) ?? []
  return (
    <div class="cover">
      <header class="cover-head">
        <p class="organizer">
          <span class="sr-only">{words.cover.organizer}: </span>
          {contest.organizer}
        </p>
        <ScreenTitle>{contest.title}</ScreenTitle>
        {contest.summary && <p class="lead">{contest.summary}</p>}
        {/* said at the field that asks for it */}
        {notice && notice.code !== accessRefused && (
          <Notice tone="warning" role="alert">
            {problemText(notice, words)}
          </Notice>
        )}
      </header>
      <Asides latest={rounds.reduce((sum, { noticeNumber }) => sum + noticeNumber, 0)} />
      {featured && (
        <div class="cover-round">
          <RoundCard round={featured} attempts={attemptsOf(featured)} isMany={others.length > 0} />
        </div>
      )}
      <section class="rules" aria-labelledby="rules-title">
        <h2 id="rules-title" class="section-title">
          {words.cover.rules}
        </h2>
        <ol class="rule-list">
          {contest.rules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ol>
        {others.length > 0 && (
          <>
            <h2 class="section-title">{words.cover.otherRounds}</h2>
            <ul class="other-rounds">
              {others.map((round) => (
                <OtherRound key={round.id} round={round} attempts={attemptsOf(round)} />
              ))}
            </ul>
          </>
        )}
      </section>
    </div>
  )
}

const noRounds: readonly PublicRound[] = []

function OtherRound({ round, attempts }: { round: PublicRound; attempts: AttemptLine[] }) {
  const { words, journey } = useKit()
  return (
    <li class="other-round">
      <span class={`phase phase-${round.phase}`}>{words.cover.phase[round.phase]}</span>
      <strong>{round.title}</strong>
      <RoundWindow round={round} />
      {attempts.length > 0 && <AttemptList attempts={attempts} />}
      {round.phase === 'closed' && (
        <Button look="link" onClick={() => journey.go({ name: 'board', roundId: round.id })}>
          {words.cover.seeBoard}
          <span class="sr-only">: {round.title}</span>
        </Button>
      )}
    </li>
  )
}
