import type { Finding } from '../../server/contract/staff.ts'
import { FindingCard } from '../components/finding-card.tsx'
import { LoadedView } from '../components/loaded-view.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeading } from '../components/page-heading.tsx'
import { Trail } from '../components/trail.tsx'
import { useWords } from '../i18n/words.ts'
import { useLoaded } from '../loading/use-loaded.ts'
import { useAddress } from '../router/address.ts'
import { addresses } from '../router/addresses.ts'
import { Link } from '../router/link.tsx'
import { useStaff } from '../session/staff.ts'

const refreshMs = 15_000
const kinds: readonly Finding['kind'][] = ['too-fast', 'shared-device', 'equal-wrong-answers']

/** Suspicions that wait for a person. */
export function FindingsPage({ slug }: { slug: string }) {
  const { t, count, locale } = useWords()
  const { api } = useStaff()
  const { query } = useAddress()
  const chosen = kinds.find((kind) => kind === query.get('kind'))
  const loaded = useLoaded(`${slug} ${locale}`, (signal) => api.findings(slug, locale, signal), refreshMs)

  return (
    <>
      <Trail steps={[{ to: addresses.home(), label: t('nav.home') }]} />
      <PageHeading title={t('findings.title')} />
      <div class="stack">
        <Notice tone="info">
          <p>
            <strong>{t('findings.principle')}</strong> {t('findings.lead')}
          </p>
        </Notice>
        <LoadedView loaded={loaded}>
          {({ findings }) => {
            const shown = chosen ? findings.filter(({ kind }) => kind === chosen) : findings
            const amount = (kind?: Finding['kind']) => count(findings.filter((finding) => !kind || finding.kind === kind).length)
            return (
              <>
                <nav class="filters" aria-label={t('findings.filter')}>
                  <Link to={addresses.findings(slug)} aria-current={chosen ? undefined : 'true'}>
                    {t('findings.all')} <span class="count">{amount()}</span>
                  </Link>
                  {kinds.map((kind) => (
                    <Link key={kind} to={addresses.findings(slug, kind)} aria-current={chosen === kind ? 'true' : undefined}>
                      {t(`findingShort.${kind}`)} <span class="count">{amount(kind)}</span>
                    </Link>
                  ))}
                </nav>
                {shown.length === 0 && <p class="empty">{t('findings.none')}</p>}
                {shown.map((finding) => (
                  <FindingCard key={finding.id} finding={finding} />
                ))}
              </>
            )
          }}
        </LoadedView>
      </div>
    </>
  )
}
