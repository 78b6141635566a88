import { useEffect, useLayoutEffect } from 'preact/hooks'
import type { Attempt } from '../core/attempt.ts'
import type { Route } from '../core/journey.ts'
import { loadAsides } from './components/asides.tsx'
import { Later, withLaterWords } from './components/later.tsx'
import { type Kit, useKit, useWatched } from './kit.tsx'
import { CodeScreen } from './screens/code-screen.tsx'
import { CoverScreen } from './screens/cover-screen.tsx'
import { FinishingScreen } from './screens/finishing-screen.tsx'
import { LoadingScreen } from './screens/loading-screen.tsx'
import { PaperScreen } from './screens/paper-screen.tsx'
import { RegisterScreen } from './screens/register-screen.tsx'
import { ReviewScreen } from './screens/review-screen.tsx'
import { StuckScreen } from './screens/stuck-screen.tsx'

// Everything up to the submission comes with the page: a running attempt must never wait for a piece of script.
const outcome = () => import('./screens/outcome-screens.ts')
const loadReceipt = withLaterWords(() => outcome().then((module) => module.ReceiptScreen))
const loadForward = withLaterWords(() => import('./screens/forward-screen.tsx').then((module) => module.ForwardScreen))
const loadBoard = withLaterWords(() => outcome().then((module) => module.BoardScreen))
const loadResult = withLaterWords(() => outcome().then((module) => module.ResultScreen))
const loadAnswers = withLaterWords(() => outcome().then((module) => module.AnswersScreen))
const loadRejoin = withLaterWords(() => import('./screens/rejoin-screen.tsx').then((module) => module.RejoinScreen))
const loadMyData = async ({ myDataWords }: Kit) => {
  const [{ MyDataScreen }, texts] = await Promise.all([import('./screens/my-data-screen.tsx'), myDataWords()])
  return () => <MyDataScreen texts={texts} />
}

export function App() {
  const kit = useKit()
  const { journey, announce } = kit
  const route = useWatched(journey.route)
  // what was said on one screen is not true of the next; in layout, so that the new screen may speak afterwards
  useLayoutEffect(() => announce(''), [route.name, announce])
  useEffect(() => {
    // while somebody reads there is time to fetch what comes after
    const isForwardAhead = route.name === 'cover' && journey.contest.get()?.rounds.some(({ navigation }) => navigation !== 'free')
    const ahead = isForwardAhead ? [loadForward] : route.name === 'paper' ? [loadReceipt, loadAsides] : []
    for (const load of ahead) load(kit).catch(() => undefined)
  }, [route.name, kit, journey])
  return <main class="app">{screenOf(route)}</main>
}

const isForward = (attempt: Attempt) => attempt.paper.get().forward !== undefined

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
      return isForward(route.attempt) ? (
        <Later key="forward" load={loadForward} props={{ attempt: route.attempt }} />
      ) : (
        <PaperScreen attempt={route.attempt} />
      )
    case 'review':
      return <ReviewScreen attempt={route.attempt} />
    case 'finishing':
      return <FinishingScreen route={route} />
    case 'receipt':
      return <Later key={route.name} load={loadReceipt} props={{ route }} />
    case 'result':
      return <Later key={route.name} load={loadResult} props={{ attemptId: route.attemptId, roundId: route.roundId }} />
    case 'answers':
      return <Later key={route.name} load={loadAnswers} props={{ attemptId: route.attemptId, roundId: route.roundId }} />
    case 'my-data':
      return <Later key={route.name} load={loadMyData} props={{}} />
    case 'board':
      return <Later key={route.name} load={loadBoard} props={{ roundId: route.roundId }} />
  }
}
