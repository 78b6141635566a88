import { useRef } from 'preact/hooks'
import { useWords } from '../i18n/words.ts'
import { navigate } from '../router/address.ts'
import { addresses } from '../router/addresses.ts'
import { Link } from '../router/link.tsx'

export function BankSearch({ search }: { search: string }) {
  const { t } = useWords()
  const input = useRef<HTMLInputElement>(null)

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    // Vietnamese typed on a Mac or pasted from a PDF comes decomposed; the bank is stored composed
    const wanted = input.current?.value.trim().normalize('NFC') ?? ''
    navigate(addresses.bank({ search: wanted }))
  }

  return (
    <search>
      <form class="search" onSubmit={submit}>
        <label class="field field-grow">
          <span class="visually-hidden">{t('bank.search')}</span>
          <input ref={input} type="search" name="search" defaultValue={search} maxLength={80} placeholder={t('bank.search')} />
        </label>
        <button type="submit" class="button">
          {t('bank.searchSubmit')}
        </button>
        {search && (
          <Link to={addresses.bank()} class="button button-quiet">
            {t('bank.searchClear')}
          </Link>
        )}
      </form>
    </search>
  )
}
