import { useEffect, useRef, useState } from 'preact/hooks'
import type { StaffSession } from '../../server/contract/staff.ts'
import { ApiFailure } from '../api/api-failure.ts'
import type { StaffApi } from '../api/staff-api.ts'
import { Door } from '../components/door.tsx'
import { Notice } from '../components/notice.tsx'
import { ProblemNotice } from '../components/problem-notice.tsx'
import type { Locale } from '../i18n/value-formats.ts'
import { useWords } from '../i18n/words.ts'
import { readCodeHabit, storeCodeHabit } from '../session/code-habit.ts'

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
  const [asksCode, setAsksCode] = useState(readCodeHabit)
  const username = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const code = useRef<HTMLInputElement>(null)

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
    const typed = code.current?.value.trim() ?? ''
    setFailure(undefined)
    setIsMissing(!login.username || !login.password)
    if (!login.username || !login.password) {
      ;(login.username ? password : username).current?.focus()
      return
    }
    setIsBusy(true)
    try {
      const session = await api.logIn(typed === '' ? login : { ...login, code: typed })
      storeCodeHabit(session.hasSecondFactor)
      onEntered(session)
    } catch (error) {
      setFailure(error)
      setIsBusy(false)
      // the server never says which of the three was wrong: whoever has a second factor is asked for it from now on
      if (error instanceof ApiFailure && error.code === 'LOGIN_FAILED') setAsksCode(true)
      password.current?.focus()
      password.current?.select()
    }
  }

  return (
    <Door onLocale={onLocale}>
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
          <input ref={username} name="username" autocomplete="username" autocapitalize="none" spellcheck={false} required maxLength={254} />
        </label>
        <label class="field">
          <span>{t('login.password')}</span>
          <input ref={password} name="password" type="password" autocomplete="current-password" required maxLength={200} />
        </label>
        {asksCode && (
          <div class="field">
            <label for="login-code">{t('login.code')}</label>
            <input
              ref={code}
              id="login-code"
              name="code"
              autocomplete="one-time-code"
              autocapitalize="characters"
              spellcheck={false}
              maxLength={40}
              aria-describedby="login-code-hint"
            />
            <p class="quiet" id="login-code-hint">
              {t('login.codeHint')}
            </p>
          </div>
        )}
        <button type="submit" class="button button-primary button-wide" aria-disabled={isBusy}>
          {isBusy ? t('login.busy') : t('login.submit')}
        </button>
        {!asksCode && (
          <button type="button" class="button button-wide" onClick={() => setAsksCode(true)}>
            {t('login.withCode')}
          </button>
        )}
      </form>
    </Door>
  )
}
