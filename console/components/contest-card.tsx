import type { StaffContest } from '../../server/contract/staff.ts'
import { useWords } from '../i18n/words.ts'
import { addresses } from '../router/addresses.ts'
import { Link } from '../router/link.tsx'
import { RoundTable } from './round-table.tsx'

/** One contest on the overview: its numbers now, its rounds, and where to look further. */
export function ContestCard({ contest }: { contest: StaffContest }) {
  const { t, count } = useWords()
  const sum = (field: 'running' | 'closed') => contest.rounds.reduce((total, round) => total + round[field], 0)
  const figures = [
    { label: t('home.registered'), value: contest.registered },
    { label: t('home.running'), value: sum('running') },
    { label: t('home.closed'), value: sum('closed') },
  ]
  return (
    <section class="panel" aria-labelledby={`contest-${contest.slug}`}>
      <header class="panel-heading">
        <h2 id={`contest-${contest.slug}`}>{contest.title}</h2>
        <div class="panel-actions">
          <Link to={addresses.findings(contest.slug)} class="button">
            {t('home.findings')}
          </Link>
        </div>
      </header>
      <dl class="figures">
        {figures.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{count(value)}</dd>
          </div>
        ))}
      </dl>
      <RoundTable slug={contest.slug} rounds={contest.rounds} />
    </section>
  )
}
