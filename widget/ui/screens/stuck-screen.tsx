import type { ClientProblem } from '../../core/client-problem.ts'
import { Button } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import { ScreenTitle } from '../components/screen-title.tsx'
import { useKit } from '../kit.tsx'
import { problemText } from '../problem-text.ts'

export function StuckScreen({ problem }: { problem: ClientProblem }) {
  const { words, journey } = useKit()
  return (
    <div class="narrow">
      <div class="card stuck-card">
        <span class="badge-quiet">
          <Icon name="alert" />
        </span>
        <ScreenTitle>{words.stuck.title}</ScreenTitle>
        <p role="alert">{problemText(problem, words)}</p>
        <Button look="primary" onClick={() => void journey.open()}>
          {words.common.retry}
        </Button>
      </div>
    </div>
  )
}
