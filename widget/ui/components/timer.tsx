import { useEffect, useRef, useState } from 'preact/hooks'
import type { Attempt } from '../../core/attempt.ts'
import { clockFace, warningBetween } from '../../core/countdown.ts'
import { useKit, useWatched } from '../kit.tsx'
import { Icon } from './icon.tsx'

/** Calm: it neither blinks nor shouts. Colour and words change once, near the end. */
export function Timer({ attempt }: { attempt: Attempt }) {
  const { words, scheduler, announce } = useKit()
  const { clock } = attempt
  useWatched(clock.time)
  const [remainingMs, setRemainingMs] = useState(clock.remainingMs())
  const before = useRef(remainingMs)

  useEffect(() => {
    const now = clock.remainingMs()
    const warning = warningBetween(before.current, now)
    if (warning) announce(words.paper.warnings[warning])
    before.current = now
    // wakes just after the face should change, so no second is shown twice or left out
    return scheduler.after((((now % 1_000) + 1_000) % 1_000) + 20, () => setRemainingMs(clock.remainingMs()))
  }, [remainingMs, clock, scheduler, announce, words])

  const tone = remainingMs <= 60_000 ? 'timer-last' : remainingMs <= 300_000 ? 'timer-soon' : ''
  return (
    <div class={`timer ${tone}`} role="timer" aria-label={words.paper.timeLeft}>
      <Icon name="clock" />
      <span class="timer-face">{clockFace(clock.remainingMs())}</span>
    </div>
  )
}
