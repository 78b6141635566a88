import type { ResultView } from '../../../server/contract/attempts.ts'
import type { LaterWords } from '../../i18n/later-vi.ts'
import { useKit } from '../kit.tsx'
import { Notice } from './notice.tsx'
import { ScreenTitle } from './screen-title.tsx'

/** Place first, then the reasons for it, in the words of the ranking. */
export function ResultSummary({ result, texts }: { result: ResultView; texts: LaterWords['result'] }) {
  const { format } = useKit()
  const { place, entrants, receipt, maxScoreThousandths, correctCount, questionCount, durationMs, isCounting } = result
  const reasons: { label: string; value: string }[] = [
    {
      label: texts.whyScore,
      value:
        receipt.scoreThousandths === undefined
          ? texts.hidden
          : texts.outOf(format.points(receipt.scoreThousandths), format.points(maxScoreThousandths)),
    },
    {
      label: texts.whyCorrect,
      value: correctCount === undefined ? texts.hidden : texts.outOf(format.count(correctCount), format.count(questionCount)),
    },
    { label: texts.whyTime, value: format.duration(durationMs) },
    { label: texts.whySubmitted, value: `${format.timeOfDay(receipt.closedAt)} ${format.day(receipt.closedAt)}` },
  ]
  return (
    <section class="card result-card">
      <ScreenTitle>{texts.title}</ScreenTitle>
      {place === null ? (
        <div class="placing">
          <span class="placing-none">{texts.noPlace}</span>
          <span class="hint">{texts.noPlaceHint}</span>
        </div>
      ) : (
        <div class="placing">
          <span class="placing-place">{texts.place(format.count(place))}</span>
          {entrants !== null && <span class="hint">{texts.of(format.count(entrants))}</span>}
        </div>
      )}
      {receipt.essaysWaiting !== undefined && <Notice tone="info">{texts.essaysWaiting(format.count(receipt.essaysWaiting))}</Notice>}
      {!isCounting && <Notice tone="info">{texts.notCounting}</Notice>}
      <h2 class="small-title">{texts.why}</h2>
      <dl class="slip">
        {reasons.map(({ label, value }) => (
          <div key={label} class="slip-line">
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
