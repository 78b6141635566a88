import type { Waiting } from '../../core/until-answered.ts'
import { WaitingWords } from '../components/waiting-words.tsx'
import { useKit } from '../kit.tsx'

export function LoadingScreen({ waiting }: { waiting?: Waiting | undefined }) {
  const { words } = useKit()
  return (
    <div class="loading">
      <div class="spinner" aria-hidden="true" />
      <p>{words.loading.contest}</p>
      <WaitingWords waiting={waiting} />
    </div>
  )
}
