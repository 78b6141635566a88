import { useRef } from 'preact/hooks'
import { useWords } from '../i18n/words.ts'
import { navigate } from '../router/address.ts'
import { addresses } from '../router/addresses.ts'
import { Link } from '../router/link.tsx'
import { type ChosenFilters, isFiltered, levels, questionStates } from './bank-filters.ts'

/** Words and two lists. Choosing waits for the button, so that a keyboard can pass through a list without leaving the page. */
export function BankSearch({ filters }: { filters: ChosenFilters }) {
  const { t } = useWords()
  const form = useRef<HTMLFormElement>(null)

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (!form.current) return
    const given = new FormData(form.current)
    // Vietnamese typed on a Mac or pasted from a PDF comes decomposed; the bank is stored composed
    const wanted = (name: string) =>
      String(given.get(name) ?? '')
        .trim()
        .normalize('NFC')
    navigate(addresses.bank({ search: wanted('search'), state: wanted('state'), level: wanted('level') }))
  }

  return (
    <search>
      <form ref={form} class="search" onSubmit={submit}>
        <label class="field field-grow">
          <span class="visually-hidden">{t('bank.search')}</span>
          <input type="search" name="search" defaultValue={filters.search} maxLength={80} placeholder={t('bank.search')} />
        </label>
        <label class="field">
          <span class="visually-hidden">{t('bank.state')}</span>
          <select name="state" defaultValue={filters.state ?? ''}>
            <option value="">{t('bank.anyState')}</option>
            {questionStates.map((state) => (
              <option key={state} value={state}>
                {t(`state.${state}`)}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span class="visually-hidden">{t('bank.level')}</span>
          <select name="level" defaultValue={filters.level ?? ''}>
            <option value="">{t('bank.anyLevel')}</option>
            {levels.map((level) => (
              <option key={level} value={level}>
                {t(`level.${level}`)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="button">
          {t('bank.searchSubmit')}
        </button>
        {isFiltered(filters) && (
          <Link to={addresses.bank()} class="button button-quiet">
            {t('bank.searchClear')}
          </Link>
        )}
      </form>
    </search>
  )
}
