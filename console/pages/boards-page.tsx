import type { BoardPair } from '../../server/contract/boards.ts'
import { compareBoards, countDifferences } from '../comparison/compare-boards.ts'
import { BoardTable } from '../components/board-table.tsx'
import { Icon } from '../components/icon.tsx'
import { LoadedView } from '../components/loaded-view.tsx'
import { PageHeading } from '../components/page-heading.tsx'
import { Trail } from '../components/trail.tsx'
import { useWords } from '../i18n/words.ts'
import { useLoaded } from '../loading/use-loaded.ts'
import { addresses } from '../router/addresses.ts'
import { useStaff } from '../session/staff.ts'

const refreshMs = 3_000

/** For officials: what everybody sees beside what is true. */
export function BoardsPage({ slug, roundId }: { slug: string; roundId: number }) {
  const { t, locale } = useWords()
  const { api } = useStaff()
  const loaded = useLoaded(`${slug}/${roundId} ${locale}`, (signal) => api.boards(slug, roundId, locale, signal), refreshMs)
  const board = loaded.data?.official

  return (
    <>
      <Trail steps={[{ to: addresses.home(), label: t('nav.home') }]} />
      <PageHeading title={board ? `${t('round.title')}: ${board.roundTitle}` : t('round.title')} lead={board?.contestTitle}>
        <a
          class="button"
          href={addresses.screen(slug, roundId)}
          target="_blank"
          rel="noreferrer"
          aria-label={t('home.screenOf', { round: board?.roundTitle ?? '' })}
        >
          <Icon name="screen" />
          {t('home.screen')}
        </a>
      </PageHeading>
      <LoadedView loaded={loaded}>{(pair) => <BoardPairView pair={pair} />}</LoadedView>
    </>
  )
}

function BoardPairView({ pair }: { pair: BoardPair }) {
  const { t, count, clock, dateTime } = useWords()
  const publicRows = compareBoards(pair.public.rows, pair.official.rows)
  const officialRows = compareBoards(pair.official.rows, pair.public.rows)
  const differences = countDifferences(publicRows, officialRows)
  const { frozenSince } = pair.public
  return (
    <>
      <div class="board-facts">
        <p class={frozenSince ? 'fact fact-frozen' : 'fact'}>
          {frozenSince && <Icon name="snow" />}
          {frozenSince ? t('round.frozen', { time: dateTime(frozenSince) }) : t('round.live')}
        </p>
        <p class="fact" role="status">
          {differences === 0 ? t('round.same') : t('round.differ', { n: count(differences) })}
        </p>
      </div>
      <div class="board-facts">
        <p class="quiet">{pair.official.ranking}</p>
        <p class="quiet">
          {t('app.updatedAt', { time: clock(pair.official.takenAt) })} · {t('round.refresh')}
        </p>
      </div>
      <div class="board-pair">
        <BoardTable board={pair.public} rows={publicRows} title={t('round.public')} lead={t('round.publicLead')} />
        <BoardTable board={pair.official} rows={officialRows} title={t('round.official')} lead={t('round.officialLead')} />
      </div>
    </>
  )
}
