import type { Locale } from '../i18n/value-formats.ts'
import { useWords } from '../i18n/words.ts'

const languages: readonly { locale: Locale; short: string; name: string }[] = [
  { locale: 'vi', short: 'VI', name: 'Tiếng Việt' },
  { locale: 'en', short: 'EN', name: 'English' },
]

export function LanguageSwitch({ onLocale }: { onLocale: (locale: Locale) => void }) {
  const words = useWords()
  return (
    <fieldset class="languages">
      <legend class="visually-hidden">{words.t('app.language')}</legend>
      {languages.map(({ locale, short, name }) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          aria-label={`${short} – ${name}`}
          aria-pressed={locale === words.locale}
          onClick={() => onLocale(locale)}
        >
          {short}
        </button>
      ))}
    </fieldset>
  )
}
