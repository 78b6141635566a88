import { render } from 'preact'
import { embedProtocol } from '../../server/contract/embed-messages.ts'
import { createApi } from '../core/api.ts'
import { browserClock, browserScheduler } from '../core/browser-ports.ts'
import { createCell } from '../core/cell.ts'
import { createClockSync } from '../core/clock-sync.ts'
import { createJourney } from '../core/journey.ts'
import { createRandom } from '../core/random.ts'
import { createSessionKeeper } from '../core/session.ts'
import { createBrowserStorage } from '../core/storage.ts'
import { createTransport } from '../core/transport.ts'
import { createFormat } from '../i18n/format.ts'
import { vi } from '../i18n/vi.ts'
import { App } from '../ui/app.tsx'
import { type Kit, KitContext } from '../ui/kit.tsx'
import '../ui/tokens.css'
import '../ui/widget.css'
import { contestSlug, takeRejoinCode, wantedLanguage } from './address.ts'
import { createHostLink } from './host-link.ts'
import { followPageLife } from './page-life.ts'
import { reportHeight } from './report-height.ts'

async function main(): Promise<void> {
  const slug = contestSlug(location) ?? ''
  const rejoinCode = takeRejoinCode(location, history)
  // the second language is fetched only by those who ask for it; without it the first still works
  const words =
    wantedLanguage(location.search) === 'en'
      ? await import('../i18n/en.ts').then(
          (module) => module.en,
          () => vi,
        )
      : vi
  document.documentElement.lang = words.lang

  const clock = browserClock
  const scheduler = browserScheduler
  const random = createRandom((bytes) => crypto.getRandomValues(bytes))
  const storage = createBrowserStorage(() => localStorage)
  const api = createApi(createTransport({ fetch: (input, init) => fetch(input, init), clock, scheduler, base: '/api/v1' }), slug, words.lang)
  const session = createSessionKeeper({ storage, slug, random })
  const clockSync = createClockSync({ clock })
  let hasTickets = false
  const journey = createJourney({
    api,
    session,
    storage,
    clockSync,
    random,
    scheduler,
    askTicket: async () => (hasTickets ? host.askTicket() : undefined),
  })

  // a host that never says so is taken at its best
  const isOnScreen = createCell(true)
  const isEmbedded = window.parent !== window
  const host = createHostLink({
    page: window,
    host: isEmbedded ? window.parent : undefined,
    frameId: random.uuid(),
    version: embedProtocol,
    scheduler,
    onVisible: isOnScreen.set,
    onTickets() {
      hasTickets = true
    },
  })

  const status = document.getElementById('status')
  const root = document.getElementById('app')
  if (!root) return
  const kit: Kit = {
    words,
    format: createFormat(words),
    journey,
    api,
    session,
    storage,
    clockSync,
    random,
    scheduler,
    isOnScreen,
    announce(sentence) {
      if (status) status.textContent = sentence
    },
    laterWords: () =>
      words.lang === 'en'
        ? import('../i18n/later-en.ts').then((module) => module.laterEn)
        : import('../i18n/later-vi.ts').then((module) => module.laterVi),
    myDataWords: () =>
      words.lang === 'en'
        ? import('../i18n/my-data-en.ts').then((module) => module.myDataEn)
        : import('../i18n/my-data-vi.ts').then((module) => module.myDataVi),
    showTop() {
      if (isEmbedded) host.scrollToTop()
      window.scrollTo(0, 0)
    },
  }
  document.documentElement.className = isEmbedded ? 'is-embedded' : 'is-page'
  journey.contest.watch(() => {
    document.title = journey.contest.get()?.title ?? document.title
  })
  followPageLife(window, journey)
  root.textContent = ''
  render(
    <KitContext.Provider value={kit}>
      <App />
    </KitContext.Provider>,
    root,
  )
  reportHeight(root, host)
  await journey.open()
  // a way back that support has sent; on the device that still knows somebody it is not needed
  if (rejoinCode && !session.current.get()) journey.go({ name: 'rejoin', rejoinCode })
}

void main()
