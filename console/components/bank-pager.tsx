import { useWords } from '../i18n/words.ts'
import { useAddress } from '../router/address.ts'
import { addresses } from '../router/addresses.ts'
import { Link } from '../router/link.tsx'
import { type BankPaging, nextPaging, previousPaging } from './bank-paging.ts'

export type BankPagerProps = { next: string | null; shown: number; search: string; paging: BankPaging | null; isFirstPage: boolean }

export function BankPager({ next, shown, search, paging, isFirstPage }: BankPagerProps) {
  const { t } = useWords()
  const { query } = useAddress()
  const previous = paging && previousPaging(paging)
  if (isFirstPage && !next) return null
  return (
    <nav class="pager" aria-label={t('bank.pages')}>
      {!isFirstPage && (
        <Link to={addresses.bank({ search })} class="button button-quiet">
          {t('bank.first')}
        </Link>
      )}
      {previous && (
        <Link to={addresses.bank({ search, after: previous.cursor ?? undefined })} state={previous.paging} class="button">
          {t('bank.previous')}
        </Link>
      )}
      {next && (
        <Link to={addresses.bank({ search, after: next })} state={paging && nextPaging(paging, query.get('after'), shown)} class="button">
          {t('bank.next')}
        </Link>
      )}
    </nav>
  )
}
