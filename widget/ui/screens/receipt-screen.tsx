import type { Route } from '../../core/journey.ts'
import type { LaterWords } from '../../i18n/later-vi.ts'
import { Button } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import { Notice } from '../components/notice.tsx'
import { ScreenTitle } from '../components/screen-title.tsx'
import { useKit } from '../kit.tsx'
import { ReceiptCode } from '../receipt/receipt-code.tsx'

/** What the person keeps: that it arrived, when, and a signed code to ask by. */
export function ReceiptScreen({ route, later }: { route: Extract<Route, { name: 'receipt' }>; later: LaterWords }) {
  const { words, format, journey } = useKit()
  const { receipt, roundId, questionCount, lateCount, afterSubmissionCount } = route
  const texts = later.receipt
  return (
    <div class="narrow">
      <div class="card receipt-card">
        <span class="badge-good">
          <Icon name="check" />
        </span>
        <ScreenTitle>{texts.title[receipt.state]}</ScreenTitle>
        <p>{texts.thanks}</p>
        {receipt.scoreThousandths === undefined ? (
          <p class="hint">{texts.scoreLater}</p>
        ) : (
          <p class="score">
            <span class="score-label">{texts.score}</span>
            <span class="score-value">{format.points(receipt.scoreThousandths)}</span>
          </p>
        )}
        {receipt.essaysWaiting !== undefined && <Notice tone="info">{later.result.essaysWaiting(format.count(receipt.essaysWaiting))}</Notice>}
        {lateCount > 0 && <Notice tone="warning">{texts.late(format.count(lateCount))}</Notice>}
        {afterSubmissionCount > 0 && <Notice tone="warning">{texts.afterSubmission(format.count(afterSubmissionCount))}</Notice>}
        <ReceiptCode receipt={receipt} texts={texts} />
        <dl class="slip">
          <div class="slip-line">
            <dt>{texts.time}</dt>
            <dd>{`${format.timeOfDay(receipt.closedAt)} ${format.day(receipt.closedAt)}`}</dd>
          </div>
          <div class="slip-line">
            <dt>{texts.answered}</dt>
            <dd>{later.result.outOf(format.count(receipt.answeredCount), format.count(questionCount))}</dd>
          </div>
          <div class="slip-line">
            <dt>{texts.digest}</dt>
            <dd>
              <span class="digest" title={receipt.digest}>
                {receipt.digest.slice(0, 16).replace(/(.{4})(?=.)/g, '$1 ')}…
              </span>
              <span class="hint">{texts.digestHint}</span>
            </dd>
          </div>
        </dl>
        <Button look="primary" isWide onClick={() => journey.go({ name: 'result', attemptId: receipt.attemptId, roundId })}>
          {texts.seeResult}
        </Button>
        <Button look="link" onClick={() => journey.go({ name: 'cover' })}>
          {words.common.toCover}
        </Button>
      </div>
    </div>
  )
}
