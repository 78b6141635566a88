import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useKit } from '../kit.tsx'

type Props<T> = { load: () => Promise<ComponentType<T>>; props: T }

/** A screen that is fetched when it is needed. A line that breaks just then must leave a way on. */
export function Later<T extends object>({ load, props }: Props<T>) {
  const { words } = useKit()
  const [screen, setScreen] = useState<{ Screen: ComponentType<T> }>()
  const [hasFailed, setHasFailed] = useState(false)
  useEffect(() => {
    let isWanted = true
    load().then(
      (Screen) => isWanted && setScreen({ Screen }),
      () => isWanted && setHasFailed(true),
    )
    return () => {
      isWanted = false
    }
  }, [load])
  if (screen) return <screen.Screen {...props} />
  return (
    <div class="loading">
      {hasFailed ? (
        <>
          <p role="alert">{words.problems.NETWORK}</p>
          {/* some engines remember a failed module for as long as the page lives */}
          <button type="button" class="button button-primary" onClick={() => location.reload()}>
            {words.common.reload}
          </button>
        </>
      ) : (
        <>
          <div class="spinner" aria-hidden="true" />
          <p>{words.loading.part}</p>
        </>
      )}
    </div>
  )
}
