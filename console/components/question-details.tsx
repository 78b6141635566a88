import type { ComponentChildren } from 'preact'
import type { QuestionTypeName } from '../../server/contract/questions.ts'
import { useWords } from '../i18n/words.ts'
import { QuestionAnswers } from './question-answers.tsx'
import { RichText } from './rich-text.tsx'
import { hasKey, richTextsOf } from './rich-texts-of.ts'

export type QuestionDetailsProps = {
  type: QuestionTypeName | null
  stem: string
  options: readonly string[]
  correct: readonly (number | string | boolean)[]
  /** As in our own JSON format; with it texts have their looks and pictures. */
  question?: unknown
  isSure?: boolean
  explanation?: string | undefined
  source?: string | undefined
  action?: ((position: number) => ComponentChildren) | undefined
}

/** A question as an organizer reads it: text, options with the key, why, and what it rests on. */
export function QuestionDetails({ type, stem, options, correct, question, isSure = true, explanation, source, action }: QuestionDetailsProps) {
  const { t } = useWords()
  const rich = richTextsOf(question)
  const looks = rich?.options.length === options.length ? rich.options.map((text, position) => <RichText key={position} text={text} />) : options
  return (
    <div class="question">
      <div class="question-stem">{rich ? <RichText text={rich.stem} /> : stem || t('question.noStem')}</div>
      <QuestionAnswers
        type={type}
        options={looks}
        correct={correct}
        isKeyKnown={question === undefined || hasKey(question)}
        isSure={isSure}
        action={action}
      />
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
