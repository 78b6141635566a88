import { ImportReview } from '../components/import-review.tsx'
import { LoadedView } from '../components/loaded-view.tsx'
import { PageHeading } from '../components/page-heading.tsx'
import { Trail } from '../components/trail.tsx'
import { useWords } from '../i18n/words.ts'
import { useLoaded } from '../loading/use-loaded.ts'
import { addresses } from '../router/addresses.ts'
import { useStaff } from '../session/staff.ts'

/** Second step of an import: read what was understood, leave out, confirm. The address can be reloaded and shared. */
export function ImportPreviewPage({ importId }: { importId: string }) {
  const { t } = useWords()
  const { api } = useStaff()
  const loaded = useLoaded(importId, (signal) => api.importPreview(importId, signal))
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
      <LoadedView loaded={loaded}>{(preview) => <ImportReview preview={preview} />}</LoadedView>
    </>
  )
}
