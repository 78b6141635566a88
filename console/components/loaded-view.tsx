import type { ComponentChildren } from 'preact'
import { useWords } from '../i18n/words.ts'
import type { Loaded } from '../loading/use-loaded.ts'
import { Notice } from './notice.tsx'
import { ProblemNotice } from './problem-notice.tsx'

export type LoadedViewProps<T> = { loaded: Loaded<T> & { reload: () => void }; children: (data: T) => ComponentChildren }

/** Waiting, failed, old or fresh: every page says which of the four it shows. */
export function LoadedView<T>({ loaded, children }: LoadedViewProps<T>) {
  const { t, clock } = useWords()
  const { data, failure, loadedAtMs, reload } = loaded
  if (data === undefined) {
    return failure ? (
      <ProblemNotice failure={failure} onRetry={reload} />
    ) : (
      <p class="waiting" role="status">
        {t('app.loading')}
      </p>
    )
  }
  return (
    <>
      {failure !== undefined && <Notice tone="warning">{t('app.stale', { time: clock(loadedAtMs ?? 0) })}</Notice>}
      {children(data)}
    </>
  )
}
