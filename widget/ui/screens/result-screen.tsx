import { useEffect, useState } from 'preact/hooks'
import type { ResultView } from '../../../server/contract/attempts.ts'
import type { ClientProblem } from '../../core/client-problem.ts'
import { untilAnswered, type Waiting } from '../../core/until-answered.ts'
import type { LaterWords } from '../../i18n/later-vi.ts'
import { Button } from '../components/button.tsx'
import { ResultSummary } from '../components/result-summary.tsx'
import { ScreenTitle } from '../components/screen-title.tsx'
import { StandingTable } from '../components/standing-table.tsx'
import { WaitingWords } from '../components/waiting-words.tsx'
import { useKit } from '../kit.tsx'
import { StuckScreen } from './stuck-screen.tsx'

function useResult(attemptId: string) {
  const { api, session, random, scheduler } = useKit()
  const [result, setResult] = useState<ResultView>()
  const [problem, setProblem] = useState<ClientProblem>()
  const [waiting, setWaiting] = useState<Waiting>()
  useEffect(() => {
    let isWanted = true
    const token = session.current.get()?.token ?? ''
    void untilAnswered(() => api.result(attemptId, token), {
      random,
      scheduler,
      isStillWanted: () => isWanted,
      // being marked is not a trouble worth a sentence of its own
      onWaiting: (next) => next.problem.code !== 'RESULT_NOT_READY' && setWaiting(next),
    }).then((reply) => {
      if (!isWanted) return
      if (reply.ok) setResult(reply.value)
      else setProblem(reply.problem)
    })
    return () => {
      isWanted = false
    }
  }, [attemptId, api, session, random, scheduler])
  return { result, problem, waiting }
}

type Props = { attemptId: string; roundId: number; later: LaterWords }

export function ResultScreen({ attemptId, roundId, later }: Props) {
  const { words, journey } = useKit()
  const { result, problem, waiting } = useResult(attemptId)
  const texts = later.result

  if (problem) return <StuckScreen problem={problem} />
  if (!result) {
    return (
      <div class="loading">
        <div class="spinner" aria-hidden="true" />
        <ScreenTitle>{texts.title}</ScreenTitle>
        <p role="status">{texts.preparing}</p>
        <WaitingWords waiting={waiting} />
      </div>
    )
  }
  const rows = result.neighbours.map((row) => ({ ...row, key: `${row.place}-${row.name}-${row.durationMs}` }))
  return (
    <div class="narrow">
      <ResultSummary result={result} texts={texts} />
      {rows.length > 0 && (
        <section class="card">
          <h2 class="section-title">{texts.neighbours}</h2>
          <StandingTable rows={rows} caption={texts.neighbours} later={later} />
        </section>
      )}
      <div class="stack">
        <Button look="primary" isWide onClick={() => journey.go({ name: 'board', roundId })}>
          {words.cover.seeBoard}
        </Button>
        <Button isWide onClick={() => journey.go({ name: 'cover' })}>
          {words.common.toCover}
        </Button>
      </div>
    </div>
  )
}
