import type { AttemptLine } from '../../../server/contract/contestants.ts'
import type { PublicRound } from '../../../server/contract/contests.ts'
import { useKit, useWatched } from '../kit.tsx'
import { Button } from './button.tsx'
import { Later, withLaterWords } from './later.tsx'
import { WaitingWords } from './waiting-words.tsx'

const loadAccess = withLaterWords(() => import('../access/access-start.tsx').then((module) => module.AccessStart))

/** Exactly one main button: register, go on, start, or see the result. */
export function StartPanel({ round, attempts }: { round: PublicRound; attempts: AttemptLine[] }) {
  const { words, format, journey } = useKit()
  const me = useWatched(journey.me)
  const starting = useWatched(journey.starting)
  const { cover } = words
  const running = attempts.find(({ state }) => state === 'open')
  const left = round.attemptsAllowed === null ? undefined : Math.max(0, round.attemptsAllowed - attempts.length)
  const closed = attempts.filter(({ state }) => state !== 'open')

  if (running) {
    return (
      <div class="start-panel">
        <Button look="primary" isWide onClick={() => void journey.resume(running.attemptId)}>
          {cover.goOn}
        </Button>
        <p class="hint">{cover.goOnHint}</p>
      </div>
    )
  }
  if (round.phase === 'closed') return <p class="hint">{cover.allClosed}</p>
  if (!me) {
    return (
      <div class="start-panel">
        {round.phase === 'upcoming' && <p class="hint">{cover.notOpenYet}</p>}
        <Button look="primary" isWide onClick={() => void journey.join()}>
          {cover.register}
        </Button>
        <Button isWide onClick={() => journey.go({ name: 'rejoin' })}>
          {cover.rejoin}
        </Button>
      </div>
    )
  }
  if (round.phase === 'upcoming') return null
  if (left === 0) return <p class="hint">{cover.noAttemptsLeft}</p>
  const isBusy = starting !== undefined
  const label = isBusy ? cover.starting : closed.length > 0 ? cover.startAgain(format.count(attempts.length + 1)) : cover.start
  const start = (accessCode?: string) => void journey.start(round.id, accessCode)
  return (
    <div class="start-panel">
      {round.needsAccessCode ? (
        <Later load={loadAccess} props={{ label, isBusy, onStart: start }} />
      ) : (
        <Button look="primary" isWide isBusy={isBusy} onClick={start}>
          {label}
        </Button>
      )}
      <WaitingWords waiting={starting?.waiting} />
      <p class="hint">{cover.startHint(format.duration(round.durationSeconds * 1_000))}</p>
      {left !== undefined && <p class="hint">{cover.attemptsLeft(format.count(left))}</p>}
    </div>
  )
}
