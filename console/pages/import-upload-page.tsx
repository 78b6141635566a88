import { useEffect, useState } from 'preact/hooks'
import { acceptedEndings, FileDrop } from '../components/file-drop.tsx'
import { ImportHelp } from '../components/import-help.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeading } from '../components/page-heading.tsx'
import { ProblemNotice } from '../components/problem-notice.tsx'
import { Trail } from '../components/trail.tsx'
import type { TextKey } from '../i18n/vi.ts'
import { useWords } from '../i18n/words.ts'
import { navigate } from '../router/address.ts'
import { addresses } from '../router/addresses.ts'
import { useStaff } from '../session/staff.ts'

/** First step of an import: hand over a file. Reading it stores nothing. */
export function ImportUploadPage() {
  const { t } = useWords()
  const { api } = useStaff()
  const [busyWith, setBusyWith] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<TextKey | null>(null)
  const [failure, setFailure] = useState<unknown>()

  useEffect(() => {
    // a file dropped beside the zone would replace the page by the file
    const ignore = (event: DragEvent) => event.preventDefault()
    window.addEventListener('dragover', ignore)
    window.addEventListener('drop', ignore)
    return () => {
      window.removeEventListener('dragover', ignore)
      window.removeEventListener('drop', ignore)
    }
  }, [])

  async function upload(files: File[]) {
    const [file, ...others] = files
    setFailure(undefined)
    if (!file || others.length > 0) return setRefusal('import.oneFile')
    if (!acceptedEndings.some((ending) => file.name.toLowerCase().endsWith(ending))) return setRefusal('import.wrongType')
    setRefusal(null)
    setBusyWith(file.name)
    try {
      const preview = await api.uploadImport(file)
      navigate(addresses.importPreview(preview.importId))
    } catch (error) {
      setFailure(error)
      setBusyWith(null)
    }
  }

  return (
    <>
      <Trail steps={[{ to: addresses.bank(), label: t('bank.title') }]} />
      <PageHeading title={t('import.title')} lead={t('import.lead')} />
      <div class="stack">
        {refusal && <Notice tone="bad">{t(refusal)}</Notice>}
        {failure !== undefined && <ProblemNotice failure={failure} />}
        <FileDrop busyWith={busyWith} onFiles={(files) => void upload(files)} />
        <ImportHelp />
      </div>
    </>
  )
}
