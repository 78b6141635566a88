import { useEffect, useRef, useState } from 'preact/hooks'
import type { ImportStatus } from '../../server/contract/bank.ts'
import { ApiFailure } from '../api/api-failure.ts'
import { newActionId } from '../api/new-action-id.ts'
import { useWords } from '../i18n/words.ts'
import { addresses } from '../router/addresses.ts'
import { Link } from '../router/link.tsx'
import { useStaff } from '../session/staff.ts'
import { Notice } from './notice.tsx'
import { ProblemNotice } from './problem-notice.tsx'

/** `stored` is null where the file was stored in an earlier sitting and only that fact is known. */
export type SavedImport = { stored: number | null }

export type ImportConfirmProps = {
  preview: ImportStatus
  leftOut: ReadonlySet<number>
  saved: SavedImport | null
  onSaved: (saved: SavedImport) => void
}

/** The only control that writes. One decision keeps one id until it is answered, so a repeat cannot store twice. */
export function ImportConfirm({ preview, leftOut, saved, onSaved }: ImportConfirmProps) {
  const { t, count } = useWords()
  const { api } = useStaff()
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  const decision = useRef({ id: '', body: '' })
  // state changes reach the handler only after drawing; a second click may come before
  const isSending = useRef(false)
  const done = useRef<HTMLDivElement>(null)
  const wasSavedHere = saved !== null && saved.stored !== null

  useEffect(() => {
    // the button that had the focus is gone
    if (wasSavedHere) done.current?.focus()
  }, [wasSavedHere])

  if (saved) {
    return (
      <div class="confirm-bar" ref={done} tabIndex={-1}>
        <Notice tone="good">{saved.stored === null ? t('preview.savedBefore') : t('preview.saved', { n: count(saved.stored) })}</Notice>
        <div class="confirm-actions">
          <Link to={addresses.importUpload()} class="button">
            {t('preview.another')}
          </Link>
          <Link to={addresses.bank()} class="button button-primary">
            {t('preview.toBank')}
          </Link>
        </div>
      </div>
    )
  }

  const amount = preview.counts.good - preview.counts.dropped - leftOut.size

  async function confirm() {
    if (isSending.current || amount === 0) return
    isSending.current = true
    setIsBusy(true)
    setFailure(undefined)
    const drop = [...leftOut].sort((a, b) => a - b)
    const body = JSON.stringify(drop)
    if (decision.current.body !== body || !decision.current.id) decision.current = { id: newActionId(), body }
    try {
      const { stored } = await api.confirmImport(preview.importId, { actionId: decision.current.id, ...(drop.length > 0 && { drop }) })
      onSaved({ stored })
    } catch (error) {
      if (error instanceof ApiFailure && error.code === 'IMPORT_ALREADY_CONFIRMED') onSaved({ stored: null })
      else setFailure(error)
    }
    isSending.current = false
    setIsBusy(false)
  }

  return (
    <div class="confirm-bar">
      {failure !== undefined && <ProblemNotice failure={failure} />}
      <div class="confirm-actions">
        <p class="quiet" role="status">
          {t('preview.unsaved')} {leftOut.size > 0 && t('preview.leftOut', { n: count(leftOut.size) })}
        </p>
        <button type="button" class="button button-primary" aria-disabled={isBusy || amount === 0} onClick={() => void confirm()}>
          {amount === 0 ? t('preview.nothingToSave') : isBusy ? t('preview.confirming') : t('preview.confirm', { n: count(amount) })}
        </button>
      </div>
    </div>
  )
}
