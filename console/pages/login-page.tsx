import { useEffect, useRef, useState } from 'preact/hooks'
import type { StaffSession } from '../../server/contract/staff.ts'
import type { StaffApi } from '../api/staff-api.ts'
import { LanguageSwitch } from '../components/language-switch.tsx'
import { Notice } from '../components/notice.tsx'
import { ProblemNotice } from '../components/problem-notice.tsx'
import type { Locale } from '../i18n/value-formats.ts'
import { useWords } from '../i18n/words.ts'

export type LoginPageProps = {
  api: StaffApi
  hasEnded: boolean
  onEntered: (session: StaffSession) => void
  onLocale: (locale: Locale) => void
}

export function LoginPage({ api, hasEnded, onEntered, onLocale }: LoginPageProps) {
  const { t } = useWords()
  const [failure, setFailure] = useState<unknown>()
  const [isMissing, setIsMissing] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const username = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)

  useEffect(() => {
    username.current?.focus()
  }, [])
  useEffect(() => {
    document.title = `${t('login.title')} · ${t('app.name')}`
  }, [t])

  async function logIn(event: SubmitEvent) {
    event.preventDefault()
    if (isBusy) return
    // read from the fields, so that what a password manager filled in without an event counts too
    const login = { username: username.current?.value.trim() ?? '', password: password.current?.value ?? '' }
    setFailure(undefined)
    setIsMissing(!login.username || !login.password)
    if (!login.username || !login.password) {
      ;(login.username ? password : username).current?.focus()
      return
    }
    setIsBusy(true)
    try {
      onEntered(await api.logIn(login))
    } catch (error) {
      setFailure(error)
      setIsBusy(false)
      password.current?.focus()
      password.current?.select()
    }
  }

  return (
    <main class="login">
      <div class="login-top">
        <p class="brand">
          <span class="brand-name">{t('app.name')}</span>
          <span class="brand-area">{t('app.area')}</span>
        </p>
        <LanguageSwitch onLocale={onLocale} />
      </div>
      <form class="panel login-form" noValidate onSubmit={(event) => void logIn(event)}>
        <div>
          <h1>{t('login.title')}</h1>
          <p class="lead">{t('login.lead')}</p>
        </div>
        {hasEnded && failure === undefined && <Notice tone="info">{t('login.ended')}</Notice>}
        {isMissing && (
          <Notice tone="bad">
            <span id="login-missing">{t('login.missing')}</span>
          </Notice>
        )}
        {failure !== undefined && <ProblemNotice failure={failure} />}
        <label class="field">
          <span>{t('login.username')}</span>
          <input ref={username} name="username" autocomplete="username" autocapitalize="none" spellcheck={false} required maxLength={120} />
        </label>
        <label class="field">
          <span>{t('login.password')}</span>
          <input ref={password} name="password" type="password" autocomplete="current-password" required maxLength={200} />
        </label>
        <button type="submit" class="button button-primary button-wide" aria-disabled={isBusy}>
          {isBusy ? t('login.busy') : t('login.submit')}
        </button>
      </form>
    </main>
  )
}
