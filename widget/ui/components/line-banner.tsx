import { useEffect, useRef } from 'preact/hooks'
import type { QueueState } from '../../core/answer-queue.ts'
import type { Watched } from '../../core/cell.ts'
import { isClosedCode, isLineProblem } from '../../core/client-problem.ts'
import { useKit, useWatched } from '../kit.tsx'
import { Notice } from './notice.tsx'

/** Speaks only when something is wrong with the line, and first says what is safe. */
export function LineBanner({ queue }: { queue: Watched<QueueState> }) {
  const { words, format, announce } = useKit()
  const { waiting, line, problem, isKept, refused } = useWatched(queue)
  const { paper } = words
  const isOffline = waiting > 0 && problem !== undefined && isLineProblem(problem)
  const lost = refused.filter(({ code }) => !isClosedCode(code)).length
  const sentence =
    line === 'stopped'
      ? paper.stopped
      : isOffline
        ? isKept
          ? paper.offline
          : paper.offlineNotKept
        : waiting > 0 && problem
          ? paper.busy
          : lost > 0
            ? paper.refused(format.count(lost))
            : undefined
  const before = useRef({ sentence, isOffline: false })
  useEffect(() => {
    if (sentence) announce(sentence)
    // what was said must not stand there when it is no longer true
    else if (before.current.sentence) announce(before.current.isOffline ? paper.backOnline : '')
    before.current = { sentence, isOffline }
  }, [sentence, isOffline, announce, paper])
  if (!sentence) return null
  return (
    <Notice tone="warning" {...(isOffline ? { icon: 'offline' as const } : {})}>
      {sentence}
    </Notice>
  )
}
