import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { ApiFailure } from '../api/api-failure.ts'
import { withPatience } from '../api/with-patience.ts'

export type Loaded<T> = {
  data?: T
  loadedAtMs?: number
  /** Why the newest try failed; with `data` the page shows old figures and must say so. */
  failure?: unknown
}

const patienceMs = 8_000
// a page that is asked once may be long and the line slow
const longPatienceMs = 60_000

/** Loads what `key` names, again every `everyMs` where that is given; an answer to an older question is dropped. */
export function useLoaded<T>(key: string, load: (signal: AbortSignal) => Promise<T>, everyMs?: number) {
  const [loaded, setLoaded] = useState<Loaded<T> & { key: string }>({ key })
  const [round, setRound] = useState(0)
  const newestLoad = useRef(load)
  newestLoad.current = load

  useEffect(() => {
    const leaving = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    let isAsking = false

    async function once() {
      // a page nobody looks at asks nothing
      if (isAsking || (everyMs && document.hidden)) return
      isAsking = true
      clearTimeout(timer)
      try {
        const data = await withPatience(everyMs ? patienceMs : longPatienceMs, newestLoad.current, leaving.signal)
        if (leaving.signal.aborted) return
        setLoaded({ key, data, loadedAtMs: Date.now() })
      } catch (error) {
        if (leaving.signal.aborted) return
        const failure = error instanceof ApiFailure ? error : new ApiFailure()
        setLoaded((before) => ({ ...(before.key === key ? before : { key }), failure }))
      }
      isAsking = false
      if (everyMs) timer = setTimeout(once, everyMs)
    }
    const onVisible = () => {
      if (!document.hidden) void once()
    }

    void once()
    if (everyMs) document.addEventListener('visibilitychange', onVisible)
    return () => {
      leaving.abort()
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', onVisible)
    }
    // a new `round` asks again
  }, [key, everyMs, round])

  const reload = useCallback(() => setRound((before) => before + 1), [])
  const current: Loaded<T> = loaded.key === key ? loaded : {}
  return { ...current, reload }
}
