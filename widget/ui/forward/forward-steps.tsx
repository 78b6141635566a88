import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Attempt } from '../../core/attempt.ts'
import { isLineProblem } from '../../core/client-problem.ts'
import type { ForwardWalk } from '../../core/forward-walk.ts'
import { isGiven } from '../../core/given-answers.ts'
import type { LaterWords } from '../../i18n/later-vi.ts'
import { Button } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import { useKit, useWatched } from '../kit.tsx'

type Props = { attempt: Attempt; walk: ForwardWalk; later: LaterWords; onEnd: () => void }

/** The only way on, which says beforehand that there is none back. An open question is left only by a second, other button. */
export function ForwardSteps({ attempt, walk, later: { forward }, onEnd }: Props) {
  const { announce } = useKit()
  const { position, step, problem } = useWatched(walk.state)
  const answers = useWatched(attempt.answers)
  const queue = useWatched(attempt.queue.state)
  const [isAsking, setIsAsking] = useState(false)
  const isOpen = !isGiven(answers[position])
  const isLast = position === attempt.questionCount - 1

  if (step !== 'none') {
    const trouble = step === 'sending' ? queue.problem : problem
    // a person may hurry what a broken line holds up, not what a busy server has asked to wait for
    const canHurry = trouble !== undefined && isLineProblem(trouble) && trouble.retryAfterMs === undefined
    return (
      <nav class="paper-steps">
        <Button look="primary" isWide isBusy={!canHurry} onClick={() => void walk.next()}>
          {canHurry ? (
            <span>
              {forward.retryNow} <span class="step-note">{forward.noLine}</span>
            </span>
          ) : (
            forward[step]
          )}
        </Button>
      </nav>
    )
  }
  if (isAsking && isOpen) return <LeaveOpen texts={forward} onStay={() => setIsAsking(false)} onLeave={() => void walk.next()} />

  function goOn() {
    if (isOpen) return setIsAsking(true)
    announce(forward.moving)
    void walk.next()
  }
  return (
    <>
      <nav class="paper-steps">
        <Button look="primary" isWide onClick={isLast ? onEnd : goOn}>
          {isLast ? (
            forward.finish
          ) : (
            <span>
              {forward.next} <span class="step-note">{forward.noReturn}</span>
            </span>
          )}
          <Icon name="right" />
        </Button>
      </nav>
      {!isLast && (
        <div class="paper-tools">
          <Button look="link" onClick={onEnd}>
            {forward.finishEarly}
          </Button>
        </div>
      )}
    </>
  )
}

/** The second tap of a double one may fall on any of these buttons; only the one that loses something has to wait for it. */
const secondTapMs = 600

/** Where the step was stands the question. */
function LeaveOpen({ texts, onStay, onLeave }: { texts: LaterWords['forward']; onStay: () => void; onLeave: () => void }) {
  const { scheduler } = useKit()
  const [isArmed, setIsArmed] = useState(false)
  const question = useRef<HTMLParagraphElement>(null)
  useLayoutEffect(() => question.current?.focus({ preventScroll: true }), [])
  useEffect(() => scheduler.after(secondTapMs, () => setIsArmed(true)), [scheduler])
  return (
    <nav class="paper-steps steps-asking">
      <p ref={question} tabIndex={-1} class="step-question">
        {texts.leftOpen}
      </p>
      <Button isWide isBusy={!isArmed} onClick={onLeave}>
        {texts.leaveOpen}
      </Button>
      <Button look="primary" isWide onClick={onStay}>
        {texts.stay}
      </Button>
    </nav>
  )
}
