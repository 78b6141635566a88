import { useEffect, useMemo, useState } from 'preact/hooks'
import { ProblemNotice } from './components/problem-notice.tsx'
import { Shell } from './components/shell.tsx'
import { readStoredLocale, storeLocale } from './i18n/stored-locale.ts'
import type { Locale } from './i18n/value-formats.ts'
import { createWords, WordsContext } from './i18n/words.ts'
import { CurrentPage } from './pages/current-page.tsx'
import { LoginPage } from './pages/login-page.tsx'
import { SetPasswordPage } from './pages/set-password-page.tsx'
import { AddressContext, useBrowserAddress } from './router/address.ts'
import { patterns } from './router/addresses.ts'
import { matchPath } from './router/match-path.ts'
import { type Staff, StaffContext } from './session/staff.ts'
import { useSession } from './session/use-session.ts'

/** The console: language and address around a session, a session around the pages. */
export function App() {
  const [locale, setLocale] = useState(readStoredLocale)
  const words = useMemo(() => createWords(locale), [locale])
  const address = useBrowserAddress()
  const { state, api, ask, enter, leave } = useSession()
  const account = state.kind === 'in' ? state.session.account : null
  const staff = useMemo<Staff | null>(() => account && { api, account }, [api, account])

  useEffect(() => {
    document.documentElement.lang = locale
  }, [locale])

  const chooseLocale = (chosen: Locale) => {
    storeLocale(chosen)
    setLocale(chosen)
  }

  // a link may be followed by whoever is logged in as somebody else, too
  if (matchPath(patterns.password, address.path))
    return (
      <WordsContext.Provider value={words}>
        <SetPasswordPage api={api} onSet={() => void ask()} onLocale={chooseLocale} />
      </WordsContext.Provider>
    )
  return (
    <WordsContext.Provider value={words}>
      <AddressContext.Provider value={address}>
        {state.kind === 'asking' && (
          <p class="waiting waiting-page" role="status">
            {words.t('app.loading')}
          </p>
        )}
        {state.kind === 'unknown' && (
          <main class="page">
            <ProblemNotice failure={state.failure} onRetry={() => void ask()} />
          </main>
        )}
        {state.kind === 'out' && <LoginPage api={api} hasEnded={state.hasEnded} onEntered={enter} onLocale={chooseLocale} />}
        {staff && (
          <StaffContext.Provider value={staff}>
            <Shell onLocale={chooseLocale} onLeft={leave}>
              <CurrentPage />
            </Shell>
          </StaffContext.Provider>
        )}
      </AddressContext.Provider>
    </WordsContext.Provider>
  )
}
