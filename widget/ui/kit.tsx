import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import type { Api } from '../core/api.ts'
import type { Watched } from '../core/cell.ts'
import type { ClockSync } from '../core/clock-sync.ts'
import type { Journey } from '../core/journey.ts'
import type { Random, Scheduler } from '../core/ports.ts'
import type { SessionKeeper } from '../core/session.ts'
import type { DeviceStorage } from '../core/storage.ts'
import type { Format } from '../i18n/format.ts'
import type { LaterWords } from '../i18n/later-vi.ts'
import type { MyDataWords } from '../i18n/my-data-vi.ts'
import type { Words } from '../i18n/vi.ts'

/** Everything a screen may use; made once in frame/main.tsx. */
export type Kit = {
  words: Words
  format: Format
  journey: Journey
  api: Api
  session: SessionKeeper
  storage: DeviceStorage
  clockSync: ClockSync
  random: Random
  scheduler: Scheduler
  /** Whether the portal page shows the frame at all. */
  isOnScreen: Watched<boolean>
  /** Says a sentence through the live region that has been there since the start. */
  announce: (sentence: string) => void
  showTop: () => void
  /** Texts that come only with their screens. */
  laterWords: () => Promise<LaterWords>
  myDataWords: () => Promise<MyDataWords>
}

export const KitContext = createContext<Kit | undefined>(undefined)

export function useKit(): Kit {
  const kit = useContext(KitContext)
  if (!kit) throw new Error('a screen was rendered outside KitContext')
  return kit
}

export function useWatched<T>(watched: Watched<T>): T {
  const [, redraw] = useState(0)
  useEffect(() => {
    const stop = watched.watch(() => redraw((count) => count + 1))
    // it may have changed between the first drawing and this subscription
    redraw((count) => count + 1)
    return () => {
      stop()
    }
  }, [watched])
  return watched.get()
}

/** Draws again every so often, by the scheduler port. */
export function useTick(everyMs: number): void {
  const { scheduler } = useKit()
  const [count, setCount] = useState(0)
  useEffect(() => scheduler.after(everyMs, () => setCount(count + 1)), [count, everyMs, scheduler])
}
