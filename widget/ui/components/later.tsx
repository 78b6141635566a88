import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { LaterWords } from '../../i18n/later-vi.ts'
import { type Kit, useKit } from '../kit.tsx'

type Props<T> = { load: (kit: Kit) => Promise<ComponentType<T>>; props: T }

/** What loads a screen together with the words that come late. */
export function withLaterWords<T extends { later: LaterWords }>(load: () => Promise<ComponentType<T>>) {
  return async ({ laterWords }: Kit): Promise<ComponentType<Omit<T, 'later'>>> => {
    const [Screen, later] = await Promise.all([load(), laterWords()])
    return (props) => <Screen {...({ ...props, later } as T)} />
  }
}

/** A screen that is fetched when it is needed. A line that breaks just then must leave a way on. */
export function Later<T extends object>({ load, props }: Props<T>) {
  const kit = useKit()
  const { words } = kit
  const [screen, setScreen] = useState<{ Screen: ComponentType<T> }>()
  const [hasFailed, setHasFailed] = useState(false)
  useEffect(() => {
    let isWanted = true
    load(kit).then(
      (Screen) => isWanted && setScreen({ Screen }),
      () => isWanted && setHasFailed(true),
    )
    return () => {
      isWanted = false
    }
  }, [load, kit])
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
