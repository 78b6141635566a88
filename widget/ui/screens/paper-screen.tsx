import { useState } from 'preact/hooks'
import type { Attempt } from '../../core/attempt.ts'
import { PaperAsides } from '../components/asides.tsx'
import { Button } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import { LineBanner } from '../components/line-banner.tsx'
import { Navigator } from '../components/navigator.tsx'
import { Notice } from '../components/notice.tsx'
import { PaperBar } from '../components/paper-bar.tsx'
import { QuestionView } from '../components/question-view.tsx'
import { useKit, useWatched } from '../kit.tsx'
import { useWasExtended } from '../use-was-extended.ts'

export function PaperScreen({ attempt }: { attempt: Attempt }) {
  const { words, format, journey } = useKit()
  const answers = useWatched(attempt.answers)
  const { current, flagged } = useWatched(attempt.marks.marks)
  const wasExtended = useWasExtended(attempt)
  const [isOpen, setIsOpen] = useState(false)
  const total = attempt.questionCount
  const position = Math.min(current, total - 1)
  const isLast = position === total - 1
  const isFlagged = flagged.includes(position)
  const { paper } = words
  const review = () => journey.go({ name: 'review', attempt })
  const go = (question: number) => {
    setIsOpen(false)
    attempt.marks.goTo(question)
  }

  return (
    <div class="paper">
      <PaperBar attempt={attempt} />
      <div class="paper-body">
        <div class="paper-main">
          <LineBanner queue={attempt.queue.state} />
          <PaperAsides attempt={attempt} />
          {wasExtended && <Notice tone="info">{paper.extended}</Notice>}
          <QuestionView attempt={attempt} position={position} />
          <div class="paper-tools">
            <Button look="link" isPressed={isFlagged} onClick={() => attempt.marks.toggleFlag(position)}>
              <Icon name="flag" />
              {isFlagged ? paper.flagged : paper.flag}
            </Button>
          </div>
          <nav class="paper-steps">
            <Button onClick={() => go(position - 1)} isBusy={position === 0}>
              <Icon name="left" />
              {paper.previous}
            </Button>
            <Button look="primary" onClick={() => (isLast ? review() : go(position + 1))}>
              {isLast ? paper.review : paper.next}
              <Icon name="right" />
            </Button>
          </nav>
        </div>
        <aside class="paper-side">
          <button type="button" class="side-toggle" aria-expanded={isOpen} aria-controls="navigator-panel" onClick={() => setIsOpen(!isOpen)}>
            <Icon name="grid" />
            {paper.navigator}
            <span class="hint">{paper.shortQuestion(format.count(position + 1), format.count(total))}</span>
          </button>
          <div id="navigator-panel" class={`side-panel${isOpen ? ' is-open' : ''}`}>
            <h2 class="small-title side-title">{paper.navigator}</h2>
            <Navigator total={total} answers={answers} flagged={flagged} current={position} onGo={go} />
            <Button isWide onClick={review}>
              {paper.review}
            </Button>
          </div>
        </aside>
      </div>
    </div>
  )
}
