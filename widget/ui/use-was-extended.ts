import { useEffect, useRef, useState } from 'preact/hooks'
import type { Attempt } from '../core/attempt.ts'
import { useKit, useWatched } from './kit.tsx'

/** True for the rest of the sitting once officials have moved the deadline; a notice that came with it says why, and is enough. */
export function useWasExtended(attempt: Attempt): boolean {
  const { announce, words } = useKit()
  const { deadlineMs, noticeNumber } = useWatched(attempt.clock.time)
  const known = useRef({ deadlineMs, noticeNumber })
  const [wasExtended, setWasExtended] = useState(false)
  useEffect(() => {
    const before = known.current
    known.current = { deadlineMs, noticeNumber }
    if (before.deadlineMs === deadlineMs || before.noticeNumber !== noticeNumber) return
    setWasExtended(true)
    announce(words.paper.extended)
  }, [deadlineMs, noticeNumber, announce, words])
  return wasExtended
}
