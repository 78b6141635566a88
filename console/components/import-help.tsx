import { useWords } from '../i18n/words.ts'

// each is an asset of its own, named by its content
const samples = [
  { words: 'import.sampleWord', name: 'mau-cau-hoi.docx', address: new URL('../../question-bank/samples/mau-cau-hoi.docx', import.meta.url).href },
  { words: 'import.sampleExcel', name: 'mau-cau-hoi.xlsx', address: new URL('../../question-bank/samples/mau-cau-hoi.xlsx', import.meta.url).href },
] as const

/** What a file may look like, and two that may be filled in instead of beginning with nothing. */
export function ImportHelp() {
  const { t } = useWords()
  return (
    <section class="import-help">
      <h2>{t('import.helpTitle')}</h2>
      <p>{t('import.helpWord')}</p>
      <p>{t('import.helpExcel')}</p>
      <p>{t('import.helpOthers')}</p>
      <h2>{t('import.samplesTitle')}</h2>
      <p>{t('import.samplesLead')}</p>
      <p class="sample-links">
        {samples.map(({ words, name, address }) => (
          <a key={name} class="button" href={address} download={name}>
            {t(words)}
          </a>
        ))}
      </p>
    </section>
  )
}
