import { useEffect, useRef } from 'preact/hooks'
import type { QueueState } from '../../core/answer-queue.ts'
import type { Watched } from '../../core/cell.ts'
import { type ClientProblem, isClosedCode, isLineProblem } from '../../core/client-problem.ts'
import type { Words } from '../../i18n/vi.ts'
import { useKit, useWatched } from '../kit.tsx'
import { Notice } from './notice.tsx'

type Texts = Pick<Words['paper'], 'stopped' | 'offline' | 'offlineNotKept' | 'busy' | 'refused'>
type Props = {
  queue: Watched<QueueState>
  /** Where other words fit better. */
  texts?: Texts
  /** Something else that waits for the line, when no answer does. */
  held?: ClientProblem | undefined
}

/** Speaks only when something is wrong with the line, and first says what is safe. */
export function LineBanner({ queue, texts, held }: Props) {
  const { words, format, announce } = useKit()
  const { waiting, line, problem, isKept, refused } = useWatched(queue)
  const paper = { ...words.paper, ...texts }
  const trouble = waiting > 0 ? problem : held
  const isOffline = trouble !== undefined && isLineProblem(trouble)
  const lost = refused.filter(({ code }) => !isClosedCode(code)).length
  const sentence =
    line === 'stopped'
      ? paper.stopped
      : isOffline
        ? isKept
          ? paper.offline
          : paper.offlineNotKept
        : trouble
          ? paper.busy
          : lost > 0
            ? paper.refused(format.count(lost))
            : undefined
  const before = useRef({ sentence, isOffline: false })
  useEffect(() => {
    if (sentence) announce(sentence)
    // what was said must not stand there when it is no longer true
    else if (before.current.sentence) announce(before.current.isOffline ? words.paper.backOnline : '')
    before.current = { sentence, isOffline }
  }, [sentence, isOffline, announce, words])
  if (!sentence) return null
  return (
    <Notice tone="warning" {...(isOffline ? { icon: 'offline' as const } : {})}>
      {sentence}
    </Notice>
  )
}
