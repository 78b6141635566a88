import { useWords } from '../i18n/words.ts'
import { Link } from '../router/link.tsx'

/** The way back up, for pages that the main sections do not name. */
export function Trail({ steps }: { steps: readonly { to: string; label: string }[] }) {
  const { t } = useWords()
  return (
    <nav class="trail" aria-label={t('nav.trail')}>
      <ol>
        {steps.map(({ to, label }) => (
          <li key={to}>
            <Link to={to}>{label}</Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}
