import { useEffect, useLayoutEffect } from 'preact/hooks'
import type { Route } from '../core/journey.ts'
import { Later } from './components/later.tsx'
import { useKit, useWatched } from './kit.tsx'
import { CodeScreen } from './screens/code-screen.tsx'
import { CoverScreen } from './screens/cover-screen.tsx'
import { FinishingScreen } from './screens/finishing-screen.tsx'
import { LoadingScreen } from './screens/loading-screen.tsx'
import { PaperScreen } from './screens/paper-screen.tsx'
import { ReceiptScreen } from './screens/receipt-screen.tsx'
import { RegisterScreen } from './screens/register-screen.tsx'
import { ReviewScreen } from './screens/review-screen.tsx'
import { StuckScreen } from './screens/stuck-screen.tsx'

// Everything up to the receipt comes with the page: a running attempt must never wait for a piece of script.
const loadBoard = () => import('./screens/board-screen.tsx').then((module) => module.BoardScreen)
const loadResult = () => import('./screens/result-screen.tsx').then((module) => module.ResultScreen)
const loadMyData = () => import('./screens/my-data-screen.tsx').then((module) => module.MyDataScreen)
const loadRejoin = () => import('./screens/rejoin-screen.tsx').then((module) => module.RejoinScreen)

export function App() {
  const { journey, announce } = useKit()
  const route = useWatched(journey.route)
  // what was said on one screen is not true of the next; in layout, so that the new screen may speak afterwards
  useLayoutEffect(() => announce(''), [route.name, announce])
  useEffect(() => {
    // while the answers travel there is time to fetch what comes after them
    if (route.name === 'finishing') void loadResult().catch(() => undefined)
  }, [route.name])
  return <main class="app">{screenOf(route)}</main>
}

// the keys keep one late screen from being drawn with the properties of the next
function screenOf(route: Route) {
  switch (route.name) {
    case 'loading':
      return <LoadingScreen waiting={route.waiting} />
    case 'stuck':
      return <StuckScreen problem={route.problem} />
    case 'cover':
      return <CoverScreen notice={route.notice} />
    case 'register':
      return <RegisterScreen admitted={route.admitted} />
    case 'code':
      return <CodeScreen rejoinCode={route.rejoinCode} />
    case 'rejoin':
      return <Later key={route.name} load={loadRejoin} props={{ notice: route.notice, rejoinCode: route.rejoinCode }} />
    case 'paper':
      return <PaperScreen attempt={route.attempt} />
    case 'review':
      return <ReviewScreen attempt={route.attempt} />
    case 'finishing':
      return <FinishingScreen route={route} />
    case 'receipt':
      return <ReceiptScreen route={route} />
    case 'result':
      return <Later key={route.name} load={loadResult} props={{ attemptId: route.attemptId, roundId: route.roundId }} />
    case 'my-data':
      return <Later key={route.name} load={loadMyData} props={{}} />
    case 'board':
      return <Later key={route.name} load={loadBoard} props={{ roundId: route.roundId }} />
  }
}
