import { useEffect, useRef, useState } from 'preact/hooks'
import type { LinkOwner } from '../../server/contract/accounts.ts'
import type { StaffApi } from '../api/staff-api.ts'
import { Door } from '../components/door.tsx'
import { Notice } from '../components/notice.tsx'
import { ProblemNotice } from '../components/problem-notice.tsx'
import type { Locale } from '../i18n/value-formats.ts'
import { useWords } from '../i18n/words.ts'
import { navigate } from '../router/address.ts'
import { addresses } from '../router/addresses.ts'

export type SetPasswordPageProps = { api: StaffApi; onSet: () => void; onLocale: (locale: Locale) => void }

/** What stands behind the # is taken out of the address bar and the history at once: it opens the account. */
function takeToken(): string {
  const token = location.hash.slice(1)
  if (token !== '') history.replaceState(null, '', location.pathname)
  return token
}

/** Where a one-time link leads: the first password, or a new one. */
export function SetPasswordPage({ api, onSet, onLocale }: SetPasswordPageProps) {
  const { t } = useWords()
  const [token] = useState(takeToken)
  const [owner, setOwner] = useState<LinkOwner>()
  const [failure, setFailure] = useState<unknown>()
  const [isBusy, setIsBusy] = useState(false)
  const [isDone, setIsDone] = useState(false)
  const password = useRef<HTMLInputElement>(null)

  useEffect(() => {
    document.title = `${t('password.title')} · ${t('app.name')}`
  }, [t])
  useEffect(() => {
    api.lookAtPasswordLink(token).then(setOwner, setFailure)
  }, [api, token])
  useEffect(() => {
    if (owner) password.current?.focus()
  }, [owner])

  async function set(event: SubmitEvent) {
    event.preventDefault()
    if (isBusy) return
    setIsBusy(true)
    setFailure(undefined)
    try {
      await api.setPassword(token, password.current?.value ?? '')
      setIsDone(true)
    } catch (error) {
      setFailure(error)
      password.current?.focus()
    }
    setIsBusy(false)
  }

  function show(isShown: boolean) {
    if (password.current) password.current.type = isShown ? 'text' : 'password'
  }

  function enter() {
    onSet()
    navigate(addresses.home(), { replace: true })
  }

  return (
    <Door onLocale={onLocale}>
      <form class="panel login-form" noValidate onSubmit={(event) => void set(event)}>
        <div>
          <h1>{t('password.title')}</h1>
          {owner && !isDone && <p class="lead">{t(`password.lead.${owner.kind}`, { name: owner.displayName })}</p>}
        </div>
        {failure !== undefined && <ProblemNotice failure={failure} />}
        {isDone && (
          <>
            <Notice tone="good">{t('password.done')}</Notice>
            <button type="button" class="button button-primary button-wide" onClick={enter}>
              {t('login.title')}
            </button>
          </>
        )}
        {owner && !isDone && (
          <>
            <label class="field">
              <span>{t('password.username')}</span>
              <input name="username" autocomplete="username" readOnly value={owner.username} />
            </label>
            <div class="field">
              <label for="new-password">{t('password.new')}</label>
              <input
                ref={password}
                id="new-password"
                name="password"
                type="password"
                autocomplete="new-password"
                required
                maxLength={200}
                aria-describedby="new-password-hint"
              />
              <p class="quiet" id="new-password-hint">
                {t('password.hint', { n: owner.shortestPassword })}
              </p>
            </div>
            <label class="keep">
              <input type="checkbox" onChange={(event) => show(event.currentTarget.checked)} />
              <span>{t('password.show')}</span>
            </label>
            <button type="submit" class="button button-primary button-wide" aria-disabled={isBusy}>
              {isBusy ? t('password.busy') : t('password.submit')}
            </button>
          </>
        )}
      </form>
    </Door>
  )
}
