import { useState } from 'preact/hooks'
import type { BankQuestion, TransitionOutcome } from '../../server/contract/bank.ts'
import { useWords } from '../i18n/words.ts'
import { useStaff } from '../session/staff.ts'
import { Notice } from './notice.tsx'
import { ProblemNotice } from './problem-notice.tsx'

export type RetireQuestionProps = { question: Pick<BankQuestion, 'id' | 'number' | 'stem'>; onRetired: () => void }
type Refused = { outcome: Exclude<TransitionOutcome, 'moved'>; rounds: readonly string[] }

/** Takes a question out of use. What a round names is only asked about first, with the rounds by name. */
export function RetireQuestion({ question, onRetired }: RetireQuestionProps) {
  const { t } = useWords()
  const { api } = useStaff()
  const [isBusy, setIsBusy] = useState(false)
  const [refused, setRefused] = useState<Refused>()
  const [failure, setFailure] = useState<unknown>()

  async function retire(force: boolean) {
    if (isBusy) return
    setIsBusy(true)
    setFailure(undefined)
    try {
      const { outcomes } = await api.moveQuestions({ transition: 'retire', questions: [{ id: question.id, number: question.number }], force })
      const { outcome = 'QUESTION_NOT_FOUND', rounds = [] } = outcomes[0] ?? {}
      if (outcome === 'moved') onRetired()
      else setRefused({ outcome, rounds })
    } catch (error) {
      setFailure(error)
    }
    setIsBusy(false)
  }

  if (refused?.outcome === 'IN_BLUEPRINT') {
    return (
      <Notice tone="warning">
        <p>{t('retire.inRounds', { rounds: refused.rounds.join('; ') })}</p>
        <p class="edit-end">
          <button type="button" class="button" onClick={() => setRefused(undefined)}>
            {t('retire.no')}
          </button>
          <button type="button" class="button button-primary" aria-disabled={isBusy} onClick={() => void retire(true)}>
            {t('retire.yes')}
          </button>
        </p>
      </Notice>
    )
  }
  return (
    <>
      <p>
        <button
          type="button"
          class="button button-small"
          aria-disabled={isBusy}
          aria-label={t('retire.askOf', { stem: question.stem })}
          onClick={() => void retire(false)}
        >
          {t('retire.ask')}
        </button>
      </p>
      {refused && (
        <Notice tone="warning">
          <p>{t('retire.changed')}</p>
        </Notice>
      )}
      {failure !== undefined && <ProblemNotice failure={failure} />}
    </>
  )
}
