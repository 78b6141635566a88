import { useEffect, useRef, useState } from 'preact/hooks'
import type { Attempt } from '../../core/attempt.ts'
import { createForwardWalk } from '../../core/forward-walk.ts'
import type { LaterWords } from '../../i18n/later-vi.ts'
import { PaperAsides } from '../components/asides.tsx'
import { LineBanner } from '../components/line-banner.tsx'
import { Notice } from '../components/notice.tsx'
import { PaperBar } from '../components/paper-bar.tsx'
import { QuestionView } from '../components/question-view.tsx'
import { ForwardEnding } from '../forward/forward-ending.tsx'
import { ForwardSteps } from '../forward/forward-steps.tsx'
import { useKit, useWatched } from '../kit.tsx'
import { problemText } from '../problem-text.ts'
import { useWasExtended } from '../use-was-extended.ts'

/** A paper on which nobody goes back: one question, and one way on. */
export function ForwardScreen({ attempt, later }: { attempt: Attempt; later: LaterWords }) {
  const { words, format, api, random, scheduler, announce } = useKit()
  const [walk] = useState(() => createForwardWalk({ attempt, api, random, scheduler }))
  useEffect(() => () => walk.dispose(), [walk])
  const { position, step, problem, wasMovedElsewhere } = useWatched(walk.state)
  const wasExtended = useWasExtended(attempt)
  const [isEnding, setIsEnding] = useState(false)
  const known = useRef(position)
  const { forward } = later

  useEffect(() => {
    if (known.current === position) return
    known.current = position
    setIsEnding(false)
    const number = words.paper.question(format.count(position + 1), format.count(attempt.questionCount))
    announce(wasMovedElsewhere ? `${forward.movedElsewhere} ${number}` : number)
  }, [position, wasMovedElsewhere, announce, words, format, attempt, forward])

  const isUnderWay = step !== 'none'
  return (
    <div class="paper">
      <PaperBar attempt={attempt} />
      <div class="narrow paper-main">
        <LineBanner
          queue={attempt.queue.state}
          held={isUnderWay ? problem : undefined}
          texts={{ ...words.paper, ...forward, ...(isUnderWay ? { offline: forward.offlineMoving } : {}) }}
        />
        <PaperAsides attempt={attempt} />
        {wasExtended && <Notice tone="info">{words.paper.extended}</Notice>}
        {problem && !isUnderWay && (
          <Notice tone="warning" role="alert">
            {problemText(problem, words)}
          </Notice>
        )}
        {isEnding ? (
          <ForwardEnding attempt={attempt} position={position} later={later} onBack={() => setIsEnding(false)} />
        ) : (
          <>
            {wasMovedElsewhere && <Notice tone="info">{forward.movedElsewhere}</Notice>}
            <QuestionView attempt={attempt} position={position} isLocked={step === 'moving'} />
            <ForwardSteps key={position} attempt={attempt} walk={walk} later={later} onEnd={() => setIsEnding(true)} />
          </>
        )}
      </div>
    </div>
  )
}
