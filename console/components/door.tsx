import type { ComponentChildren } from 'preact'
import type { Locale } from '../i18n/value-formats.ts'
import { useWords } from '../i18n/words.ts'
import { LanguageSwitch } from './language-switch.tsx'

/** What stands around a form before anybody is logged in. */
export function Door({ onLocale, children }: { onLocale: (locale: Locale) => void; children: ComponentChildren }) {
  const { t } = useWords()
  return (
    <main class="login">
      <div class="login-top">
        <p class="brand">
          <span class="brand-name">{t('app.name')}</span>
          <span class="brand-area">{t('app.area')}</span>
        </p>
        <LanguageSwitch onLocale={onLocale} />
      </div>
      {children}
    </main>
  )
}
