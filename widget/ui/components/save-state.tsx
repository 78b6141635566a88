import type { QueueState } from '../../core/answer-queue.ts'
import type { Watched } from '../../core/cell.ts'
import { useKit, useWatched } from '../kit.tsx'
import { Icon } from './icon.tsx'

/** Where the last answer is: on this device, or with the server. */
export function SaveState({ queue, hasAnswers }: { queue: Watched<QueueState>; hasAnswers: boolean }) {
  const { words } = useKit()
  const { waiting, isKept } = useWatched(queue)
  const { save } = words.paper
  if (waiting === 0) {
    return (
      <span class="save-state save-sent">
        {hasAnswers && <Icon name="check" />}
        {hasAnswers ? save.sent : save.ready}
      </span>
    )
  }
  return <span class="save-state">{isKept ? save.kept : save.sending}</span>
}
