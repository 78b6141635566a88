import type { RoundPhase } from '../../server/contract/contests.ts'
import { useWords } from '../i18n/words.ts'

export function PhaseBadge({ phase }: { phase: RoundPhase }) {
  const { t } = useWords()
  return <span class={`badge phase-${phase}`}>{t(`phase.${phase}`)}</span>
}
