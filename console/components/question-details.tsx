import { useWords } from '../i18n/words.ts'
import { OptionList } from './option-list.tsx'

export type QuestionDetailsProps = {
  stem: string
  options: readonly string[]
  correct: readonly (number | string | boolean)[]
  isSure?: boolean
  explanation?: string | undefined
  source?: string | undefined
}

/** A question as an organizer reads it: text, options with the key, why, and what it rests on. */
export function QuestionDetails({ stem, options, correct, isSure = true, explanation, source }: QuestionDetailsProps) {
  const { t } = useWords()
  return (
    <div class="question">
      <p class="question-stem">{stem || t('question.noStem')}</p>
      {options.length > 0 && <OptionList options={options} correct={correct.filter((one) => typeof one === 'number')} isSure={isSure} />}
      {options.length === 0 && correct.length > 0 && <p class="question-values">{correct.map(String).join(' · ')}</p>}
      {(explanation || source) && (
        <dl class="question-notes">
          {explanation && (
            <div>
              <dt>{t('question.explanation')}</dt>
              <dd>{explanation}</dd>
            </div>
          )}
          {source && (
            <div>
              <dt>{t('question.source')}</dt>
              <dd>{source}</dd>
            </div>
          )}
        </dl>
      )}
    </div>
  )
}
