import { PageHeading } from '../components/page-heading.tsx'
import { useWords } from '../i18n/words.ts'
import { addresses } from '../router/addresses.ts'
import { Link } from '../router/link.tsx'

export function MissingPage() {
  const { t } = useWords()
  return (
    <>
      <PageHeading title={t('missing.title')} lead={t('missing.lead')} />
      <p>
        <Link to={addresses.home()} class="button">
          {t('missing.home')}
        </Link>
      </p>
    </>
  )
}
