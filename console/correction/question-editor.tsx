import { useEffect, useRef } from 'preact/hooks'
import { letterOf } from '../components/option-list.tsx'
import { useWords } from '../i18n/words.ts'
import { correctedQuestion } from './corrected-question.ts'
import { type EditedQuestion, listNames } from './edited-question.ts'
import { KeyFields, LinesField, OptionKey } from './key-fields.tsx'

export type QuestionEditorProps = {
  question: EditedQuestion
  place: string
  isBusy: boolean
  onSave: (question: EditedQuestion) => void
  onCancel: () => void
}

/** Texts and key of a question of any type, mended where it stands in the list. */
export function QuestionEditor({ question, place, isBusy, onSave, onCancel }: QuestionEditorProps) {
  const { t } = useWords()
  const form = useRef<HTMLFormElement>(null)
  const { content } = question
  useEffect(() => form.current?.querySelector('textarea')?.focus(), [])

  return (
    <form
      class="edit"
      ref={form}
      aria-label={t('edit.titleOf', { place })}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isBusy) onSave(correctedQuestion(question, new FormData(event.currentTarget)))
      }}
    >
      <LinesField name="stem" label={t('edit.stem')} lines={content.stem} />
      {listNames.map((list) =>
        content[list]?.map((text, position) => (
          <div key={`${list} ${position}`} class="edit-option">
            <LinesField name={`${list}.${position}`} label={t(`edit.${list}`, { letter: letterOf(position) })} lines={text} spareRows={0} />
            {list !== 'left' && list !== 'right' && <OptionKey question={question} position={position} />}
          </div>
        )),
      )}
      <KeyFields question={question} />
      <p class="edit-end">
        <button type="submit" class="button button-primary" aria-disabled={isBusy}>
          {t('edit.save')}
        </button>
        <button type="button" class="button" onClick={onCancel}>
          {t('edit.cancel')}
        </button>
      </p>
    </form>
  )
}
