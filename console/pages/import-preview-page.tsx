import { useState } from 'preact/hooks'
import type { ImportStatus } from '../../server/contract/bank.ts'
import { ImportReview } from '../components/import-review.tsx'
import { LoadedView } from '../components/loaded-view.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeading } from '../components/page-heading.tsx'
import { Trail } from '../components/trail.tsx'
import { useWords } from '../i18n/words.ts'
import { useLoaded } from '../loading/use-loaded.ts'
import { addresses } from '../router/addresses.ts'
import { useStaff } from '../session/staff.ts'

const askEveryMs = 1_000
const askWhileComparedMs = 3_000

/** Second step of an import: read what was understood, leave out, confirm. The address can be reloaded and shared. */
export function ImportPreviewPage({ importId }: { importId: string }) {
  const { t } = useWords()
  const { api } = useStaff()
  const [pace, setPace] = useState<number | undefined>(askEveryMs)
  const loaded = useLoaded(
    importId,
    async (signal) => {
      const status = await api.importStatus(importId, signal)
      setPace(paceOf(status))
      return status
    },
    pace,
  )
  const fileName = loaded.data?.fileName
  return (
    <>
      <Trail
        steps={[
          { to: addresses.bank(), label: t('bank.title') },
          { to: addresses.importUpload(), label: t('import.title') },
        ]}
      />
      <PageHeading title={fileName ? t('preview.title', { file: fileName }) : t('import.title')} />
      <LoadedView loaded={loaded}>
        {(status) => {
          if (status.state === 'reading') {
            const { done, total } = status.progress
            return (
              <div class="waiting" role="status">
                <p>{t('import.reading', { file: status.fileName })}</p>
                {total > 0 && <progress value={done} max={total} aria-label={t('import.reading', { file: status.fileName })} />}
              </div>
            )
          }
          if (status.state === 'refused') {
            return (
              <Notice tone="bad">
                <p>{t('problem.FILE_NOT_READABLE')}</p>
                <p>{status.reason}</p>
              </Notice>
            )
          }
          return <ImportReview preview={status} onChanged={loaded.reload} />
        }}
      </LoadedView>
    </>
  )
}

/** How soon to ask again; what is settled and read to its end is asked once. */
function paceOf({ state, compared, counts }: ImportStatus): number | undefined {
  if (state === 'reading') return askEveryMs
  return state === 'previewed' && compared < counts.good + counts.doubtful ? askWhileComparedMs : undefined
}
