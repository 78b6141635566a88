import { filtersIn } from '../components/bank-filters.ts'
import { BankList } from '../components/bank-list.tsx'
import { BankSearch } from '../components/bank-search.tsx'
import { LoadedView } from '../components/loaded-view.tsx'
import { PageHeading } from '../components/page-heading.tsx'
import { useWords } from '../i18n/words.ts'
import { useLoaded } from '../loading/use-loaded.ts'
import { useAddress } from '../router/address.ts'
import { addresses } from '../router/addresses.ts'
import { Link } from '../router/link.tsx'
import { useStaff } from '../session/staff.ts'

/** What the bank holds, page by page. Search and page stand in the address. */
export function BankPage() {
  const { t } = useWords()
  const { api } = useStaff()
  const { query } = useAddress()
  const filters = filtersIn(query)
  const asked = JSON.stringify(filters)
  const after = query.get('after') ?? undefined
  const loaded = useLoaded(`${asked}\n${after}`, (signal) => api.bankPage({ ...filters, after }, signal))

  return (
    <>
      <PageHeading title={t('bank.title')}>
        <Link to={addresses.importUpload()} class="button button-primary">
          {t('bank.import')}
        </Link>
      </PageHeading>
      <BankSearch key={asked} filters={filters} />
      <LoadedView loaded={loaded}>{(page) => <BankList page={page} filters={filters} isFirstPage={!after} onChanged={loaded.reload} />}</LoadedView>
    </>
  )
}
