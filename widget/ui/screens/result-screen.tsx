import type { ResultView } from '../../../server/contract/attempts.ts'
import type { Route } from '../../core/journey.ts'
import type { LaterWords } from '../../i18n/later-vi.ts'
import { Button } from '../components/button.tsx'
import { ResultSummary } from '../components/result-summary.tsx'
import { ScreenTitle } from '../components/screen-title.tsx'
import { StandingTable } from '../components/standing-table.tsx'
import { WaitingWords } from '../components/waiting-words.tsx'
import { useKit } from '../kit.tsx'
import { useAsked } from '../use-asked.ts'
import { StuckScreen } from './stuck-screen.tsx'

type Props = { attemptId: string; roundId: number; later: LaterWords }

export function ResultScreen({ attemptId, roundId, later }: Props) {
  const { words, api, journey } = useKit()
  const { found: result, problem, waiting } = useAsked<ResultView>(attemptId, api.result)
  const texts = later.result

  if (problem) return <StuckScreen problem={problem} />
  if (!result) {
    return (
      <div class="loading">
        <div class="spinner" aria-hidden="true" />
        <ScreenTitle>{texts.title}</ScreenTitle>
        <p role="status">{texts.preparing}</p>
        {/* being marked is not a trouble worth a sentence of its own */}
        <WaitingWords waiting={waiting?.problem.code === 'RESULT_NOT_READY' ? undefined : waiting} />
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
        {result.reveals && (
          <Button isWide onClick={() => journey.go({ name: 'answers', attemptId, roundId })}>
            {result.reveals === 'answers' ? later.answers.see : later.answers.seeExplained}
          </Button>
        )}
        <Button isWide onClick={() => journey.go({ name: 'cover' })}>
          {words.common.toCover}
        </Button>
        <Button look="link" onClick={() => journey.go(receiptRoute(result, roundId))}>
          {later.receipt.see}
        </Button>
      </div>
    </div>
  )
}

/** The slip once more, for whoever did not keep it; what came too late was told at the time. */
function receiptRoute({ receipt, questionCount }: ResultView, roundId: number): Route {
  return { name: 'receipt', receipt, roundId, questionCount, lateCount: 0, afterSubmissionCount: 0 }
}
