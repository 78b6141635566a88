import type { StaffContest } from '../../server/contract/staff.ts'
import { useWords } from '../i18n/words.ts'
import { addresses } from '../router/addresses.ts'
import { Link } from '../router/link.tsx'
import { Icon } from './icon.tsx'
import { PhaseBadge } from './phase-badge.tsx'

/** Rounds with their numbers. On a phone each row becomes a block; `data-label` then names each value. */
export function RoundTable({ slug, rounds }: { slug: string; rounds: StaffContest['rounds'] }) {
  const { t, count, dateTime } = useWords()
  return (
    <table class="folding">
      <caption class="visually-hidden">{t('home.rounds')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('home.round')}</th>
          <th scope="col">{t('home.phase')}</th>
          <th scope="col">{t('home.time')}</th>
          <th scope="col" class="number">
            {t('home.started')}
          </th>
          <th scope="col" class="number">
            {t('home.running')}
          </th>
          <th scope="col" class="number">
            {t('home.closed')}
          </th>
          <th scope="col">{t('home.actions')}</th>
        </tr>
      </thead>
      <tbody>
        {rounds.map((round) => (
          <tr key={round.id}>
            <th scope="row" class="round-title">
              {round.title}
            </th>
            <td data-label={t('home.phase')}>
              <span class="badges">
                <PhaseBadge phase={round.phase} />
                {round.frozenSince && (
                  <span class="badge badge-frozen">
                    <Icon name="snow" />
                    {t('phase.frozen')}
                  </span>
                )}
              </span>
            </td>
            <td data-label={t('home.time')}>
              <span>
                <span class="nowrap">{dateTime(round.opensAt)}</span> – <span class="nowrap">{dateTime(round.closesAt)}</span>
              </span>
            </td>
            <td data-label={t('home.started')} class="number">
              {count(round.started)}
            </td>
            <td data-label={t('home.running')} class="number">
              {count(round.running)}
            </td>
            <td data-label={t('home.closed')} class="number">
              {count(round.closed)}
            </td>
            <td class="row-actions">
              <div>
                <Link to={addresses.boards(slug, round.id)} class="button" aria-label={t('home.boardsOf', { round: round.title })}>
                  {t('home.boards')}
                </Link>
                <a
                  class="button"
                  href={addresses.screen(slug, round.id)}
                  target="_blank"
                  rel="noreferrer"
                  aria-label={t('home.screenOf', { round: round.title })}
                >
                  <Icon name="screen" />
                  {t('home.screen')}
                </a>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
