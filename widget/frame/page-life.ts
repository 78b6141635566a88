import type { Journey } from '../core/journey.ts'

/** A phone may hide a page and never wake it again; when it does wake, clock and line are to be looked at first. */
export function followPageLife(page: Window, journey: Journey): void {
  const leave = () => journey.currentAttempt()?.queue.flushOnLeave()
  const comeBack = () => {
    const attempt = journey.currentAttempt()
    if (!attempt) return
    attempt.queue.nudge()
    void attempt.clock.checkNow()
  }
  page.document.addEventListener('visibilitychange', () => (page.document.visibilityState === 'hidden' ? leave() : comeBack()))
  page.addEventListener('pagehide', leave)
  page.addEventListener('pageshow', comeBack)
  // only a hint: phones report a line where there is none, and none where there is one
  page.addEventListener('online', comeBack)
}
