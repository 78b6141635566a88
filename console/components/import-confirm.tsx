import { useRef, useState } from 'preact/hooks'
import type { ImportStatus } from '../../server/contract/bank.ts'
import { ApiFailure } from '../api/api-failure.ts'
import { newActionId } from '../api/new-action-id.ts'
import { useWords } from '../i18n/words.ts'
import { useStaff } from '../session/staff.ts'
import type { SettledImport } from './import-settled.tsx'
import { ProblemNotice } from './problem-notice.tsx'

export type ImportConfirmProps = { preview: ImportStatus; onSaved: (settled: SettledImport) => void; onSettledElsewhere: () => void }

/** The only control that stores. One decision keeps one id until it is answered, so a repeat cannot store twice. */
export function ImportConfirm({ preview, onSaved, onSettledElsewhere }: ImportConfirmProps) {
  const { t, count } = useWords()
  const { api } = useStaff()
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  const actionId = useRef('')
  // state changes reach the handler only after drawing; a second click may come before
  const isSending = useRef(false)
  const { good, dropped } = preview.counts
  const amount = good - dropped

  async function confirm() {
    if (isSending.current || amount === 0) return
    isSending.current = true
    setIsBusy(true)
    setFailure(undefined)
    actionId.current ||= newActionId()
    try {
      const { stored } = await api.confirmImport(preview.importId, { actionId: actionId.current })
      onSaved({ state: 'confirmed', stored })
    } catch (error) {
      if (error instanceof ApiFailure && error.code === 'IMPORT_ALREADY_CONFIRMED') onSettledElsewhere()
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
          {t('preview.unsaved')} {dropped > 0 && t('preview.leftOut', { n: count(dropped) })}
        </p>
        <button type="button" class="button button-primary" aria-disabled={isBusy || amount === 0} onClick={() => void confirm()}>
          {amount === 0 ? t('preview.nothingToSave') : isBusy ? t('preview.confirming') : t('preview.confirm', { n: count(amount) })}
        </button>
      </div>
    </div>
  )
}
