import { useEffect, useState } from 'preact/hooks'

/** Draws again each second, for the clock and for the age of what is shown. */
export function useSecond(): { dateMs: number; nowMs: number } {
  const read = () => ({ dateMs: Date.now(), nowMs: performance.now() })
  const [second, setSecond] = useState(read)
  useEffect(() => {
    const timer = setInterval(() => setSecond(read()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return second
}
