import { useState } from 'preact/hooks'
import type { ImportCorrection, ImportItem } from '../../server/contract/bank.ts'
import { editedQuestionIn } from '../correction/edited-question.ts'
import { QuestionEditor } from '../correction/question-editor.tsx'
import { useWords } from '../i18n/words.ts'
import { AlikeWarning } from './alike-warning.tsx'
import { letterOf } from './option-list.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { QuestionDetails } from './question-details.tsx'

export type ImportedItemRowProps = {
  item: ImportItem
  /** Undefined once nothing can be changed any more. */
  onCorrect: ((position: number, correction: ImportCorrection) => Promise<void>) | undefined
}

/** One item of the file: what was read, why it is not good, and what the organizer may decide about it. */
export function ImportedItemRow({ item, onCorrect }: ImportedItemRowProps) {
  const { t } = useWords()
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  // the box shows at once what was asked for; a refusal turns it back
  const [asked, setAsked] = useState<boolean | null>(null)
  const [isEdited, setIsEdited] = useState(false)
  const edited = onCorrect ? editedQuestionIn(item.question) : undefined
  const isDropped = asked ?? item.isDropped
  const isGood = item.state === 'good'
  const mayChoose = onCorrect && item.type === 'single-choice' && (!isGood || item.isCorrected)

  async function correct(correction: ImportCorrection) {
    if (isBusy || !onCorrect) return
    setIsBusy(true)
    setFailure(undefined)
    setAsked(correction.isDropped ?? null)
    try {
      await onCorrect(item.position, correction)
      setIsEdited(false)
    } catch (error) {
      setFailure(error)
    }
    setAsked(null)
    setIsBusy(false)
  }
  const choose = (position: number) =>
    isGood && item.correct.includes(position) ? null : (
      <button
        type="button"
        class="button button-small"
        aria-disabled={isBusy}
        aria-label={t('preview.chooseOf', { option: letterOf(position), place: item.place })}
        onClick={() => void correct({ key: { correct: position } })}
      >
        {t('preview.choose')}
      </button>
    )

  return (
    <li class={isDropped ? 'left-out' : undefined}>
      <div class="item-top">
        <p class="tags">
          <span class="tag tag-place">{item.place}</span>
          {item.type && <span class="tag tag-type">{t(`type.${item.type}`)}</span>}
          {item.topic.length > 0 && <span class="tag">{item.topic.join(' / ')}</span>}
          {item.level && <span class="tag tag-level">{t(`level.${item.level}`)}</span>}
          {isGood && item.isCorrected && <span class="tag phase-open">{t('preview.corrected')}</span>}
          {isDropped && <span class="tag tag-left">{t('preview.left')}</span>}
        </p>
        <div class="item-actions">
          {edited && !isEdited && (
            <button type="button" class="button button-small" aria-label={t('edit.titleOf', { place: item.place })} onClick={() => setIsEdited(true)}>
              {t('edit.title')}
            </button>
          )}
          {onCorrect && isGood && (
            <label class="keep">
              <input
                type="checkbox"
                checked={!isDropped}
                aria-label={t('preview.keepOf', { place: item.place })}
                onClick={(event) => isBusy && event.preventDefault()}
                onChange={(event) => void correct({ isDropped: !event.currentTarget.checked })}
              />
              <span>{t('preview.keep')}</span>
            </label>
          )}
        </div>
      </div>
      {item.reasons.length > 0 && (
        <div class={`reasons reasons-${item.state}`}>
          <p class="reasons-title">{t('preview.reasons')}</p>
          <ul>
            {item.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </div>
      )}
      <AlikeWarning alike={item.alike} />
      {edited && isEdited ? (
        <QuestionEditor
          question={edited}
          place={item.place}
          isBusy={isBusy}
          onSave={(question) => void correct({ question })}
          onCancel={() => setIsEdited(false)}
        />
      ) : (
        <QuestionDetails {...item} isSure={isGood} action={mayChoose ? choose : undefined} />
      )}
      {failure !== undefined && <ProblemNotice failure={failure} />}
    </li>
  )
}
