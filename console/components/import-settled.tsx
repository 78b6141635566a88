import { useEffect, useRef, useState } from 'preact/hooks'
import { useWords } from '../i18n/words.ts'
import { addresses } from '../router/addresses.ts'
import { Link } from '../router/link.tsx'
import { useStaff } from '../session/staff.ts'
import { Notice } from './notice.tsx'
import { ProblemNotice } from './problem-notice.tsx'

/** `stored` is null where the file was stored in an earlier sitting. */
export type SettledImport = { state: 'confirmed' | 'undone'; stored: number | null }

export type ImportSettledProps = { importId: string; settled: SettledImport; onSettled: (settled: SettledImport) => void }

/** What became of a file that was stored, with the way back while there is one. */
export function ImportSettled({ importId, settled, onSettled }: ImportSettledProps) {
  const { t, count } = useWords()
  const { api } = useStaff()
  const [isAsked, setIsAsked] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  const bar = useRef<HTMLDivElement>(null)
  const isHere = settled.stored !== null

  useEffect(() => {
    // the button that had the focus is gone
    if (isHere || isAsked) bar.current?.focus()
  }, [isHere, isAsked, settled.state])

  async function undo() {
    if (isBusy) return
    setIsBusy(true)
    setFailure(undefined)
    try {
      const { stored } = await api.undoImport(importId)
      onSettled({ state: 'undone', stored: stored ?? 0 })
    } catch (error) {
      setFailure(error)
    }
    setIsBusy(false)
    setIsAsked(false)
  }

  const isUndone = settled.state === 'undone'
  const words = isUndone ? t('preview.undone') : settled.stored === null ? t('preview.savedBefore') : t('preview.saved', { n: count(settled.stored) })
  return (
    <div class="confirm-bar" ref={bar} tabIndex={-1}>
      {failure !== undefined && <ProblemNotice failure={failure} />}
      <Notice tone={isUndone ? 'info' : isAsked ? 'warning' : 'good'}>{isAsked ? t('preview.undoAsk') : words}</Notice>
      {isAsked ? (
        <div class="confirm-actions">
          <button type="button" class="button" onClick={() => setIsAsked(false)}>
            {t('preview.undoNo')}
          </button>
          <button type="button" class="button button-primary" aria-disabled={isBusy} onClick={() => void undo()}>
            {t('preview.undoYes')}
          </button>
        </div>
      ) : (
        <div class="confirm-actions">
          {!isUndone && (
            <button type="button" class="button button-quiet" onClick={() => setIsAsked(true)}>
              {t('preview.undo')}
            </button>
          )}
          <Link to={addresses.importUpload()} class="button">
            {t('preview.another')}
          </Link>
          <Link to={addresses.bank()} class="button button-primary">
            {t('preview.toBank')}
          </Link>
        </div>
      )}
    </div>
  )
}
