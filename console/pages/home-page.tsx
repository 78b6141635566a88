import { ContestCard } from '../components/contest-card.tsx'
import { LoadedView } from '../components/loaded-view.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeading } from '../components/page-heading.tsx'
import { useWords } from '../i18n/words.ts'
import { useLoaded } from '../loading/use-loaded.ts'
import { useStaff } from '../session/staff.ts'

const refreshMs = 10_000

/** What runs now. */
export function HomePage() {
  const { t, clock, dateTime } = useWords()
  const { api } = useStaff()
  const loaded = useLoaded('overview', (signal) => api.overview(signal), refreshMs)
  const lead = loaded.loadedAtMs && t('app.updatedAt', { time: clock(loaded.loadedAtMs) })
  return (
    <>
      <PageHeading title={t('home.title')} lead={lead} />
      <LoadedView loaded={loaded}>
        {({ contests, closingHeldUntil }) => (
          <div class="stack">
            {closingHeldUntil && <Notice tone="warning">{t('home.held', { time: dateTime(closingHeldUntil) })}</Notice>}
            {contests.length === 0 && <p class="empty">{t('home.empty')}</p>}
            {contests.map((contest) => (
              <ContestCard key={contest.slug} contest={contest} />
            ))}
          </div>
        )}
      </LoadedView>
    </>
  )
}
