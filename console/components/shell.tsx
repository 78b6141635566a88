import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Locale } from '../i18n/value-formats.ts'
import { useWords } from '../i18n/words.ts'
import { useAddress } from '../router/address.ts'
import { addresses, patterns } from '../router/addresses.ts'
import { Link } from '../router/link.tsx'
import { useStaff } from '../session/staff.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { ProblemNotice } from './problem-notice.tsx'

export type ShellProps = { onLocale: (locale: Locale) => void; onLeft: () => void; children: ComponentChildren }

/** Frame of every page inside a session: sections, language, who is at work, log-out. */
export function Shell({ onLocale, onLeft, children }: ShellProps) {
  const { t } = useWords()
  const { path } = useAddress()
  const { api, account } = useStaff()
  const [failure, setFailure] = useState<unknown>()
  const isBank = path.startsWith(patterns.bank)

  async function logOut() {
    try {
      await api.logOut()
      onLeft()
    } catch (error) {
      setFailure(error)
    }
  }

  return (
    <>
      <a class="skip-link" href="#main">
        {t('app.skip')}
      </a>
      <header class="top-bar">
        <div class="top-bar-inner">
          <Link to={addresses.home()} class="brand">
            <span class="brand-name">{t('app.name')}</span>
            <span class="brand-area">{t('app.area')}</span>
          </Link>
          <nav class="sections" aria-label={t('nav.label')}>
            <Link to={addresses.home()} aria-current={isBank ? undefined : path === addresses.home() || path === patterns.home ? 'page' : 'true'}>
              {t('nav.home')}
            </Link>
            <Link to={addresses.bank()} aria-current={isBank ? (path === patterns.bank ? 'page' : 'true') : undefined}>
              {t('nav.bank')}
            </Link>
          </nav>
          <div class="account">
            <LanguageSwitch onLocale={onLocale} />
            <span class="account-name">{account.displayName}</span>
            <button type="button" class="button button-quiet" onClick={() => void logOut()}>
              {t('logout.submit')}
            </button>
          </div>
        </div>
      </header>
      <main id="main" class="page" tabIndex={-1}>
        {failure !== undefined && <ProblemNotice failure={failure} />}
        {children}
      </main>
    </>
  )
}
