import { useWords } from '../i18n/words.ts'
import { useAddress } from '../router/address.ts'
import { addresses } from '../router/addresses.ts'
import { Link } from '../router/link.tsx'
import type { ChosenFilters } from './bank-filters.ts'
import { type BankPaging, nextPaging, previousPaging } from './bank-paging.ts'

export type BankPagerProps = { next: string | null; shown: number; filters: ChosenFilters; paging: BankPaging | null; isFirstPage: boolean }

export function BankPager({ next, shown, filters, paging, isFirstPage }: BankPagerProps) {
  const { t } = useWords()
  const { query } = useAddress()
  const previous = paging && previousPaging(paging)
  if (isFirstPage && !next) return null
  return (
    <nav class="pager" aria-label={t('bank.pages')}>
      {!isFirstPage && (
        <Link to={addresses.bank(filters)} class="button button-quiet">
          {t('bank.first')}
        </Link>
      )}
      {previous && (
        <Link to={addresses.bank({ ...filters, after: previous.cursor ?? undefined })} state={previous.paging} class="button">
          {t('bank.previous')}
        </Link>
      )}
      {next && (
        <Link to={addresses.bank({ ...filters, after: next })} state={paging && nextPaging(paging, query.get('after'), shown)} class="button">
          {t('bank.next')}
        </Link>
      )}
    </nav>
  )
}
