import type { ComponentChildren } from 'preact'
import type { QuestionTypeName } from '../../server/contract/questions.ts'
import { useWords } from '../i18n/words.ts'
import { letterOf, OptionList } from './option-list.tsx'

export type QuestionAnswersProps = {
  type: QuestionTypeName | null
  options: readonly ComponentChildren[]
  /** As a report gives it: positions or values, by the type. */
  correct: readonly (number | string | boolean)[]
  isKeyKnown: boolean
  /** Not sure: the file marks these, but nobody may yet call them right. */
  isSure: boolean
  action?: ((position: number) => ComponentChildren) | undefined
}

/** The options and the key of a question of any type, in words. */
export function QuestionAnswers({ type, options, correct, isKeyKnown, isSure, action }: QuestionAnswersProps) {
  const { t } = useWords()
  const positions = correct.filter((one) => typeof one === 'number')
  const answerWords = t(isSure ? 'question.answer' : 'question.markedAnswer')
  const line = (text: string) => (
    <p class="question-values">
      <span class="quiet">{answerWords}:</span> {text}
    </p>
  )
  if (type === 'ordering') {
    return (
      <>
        <OptionList options={options} right={[]} rightWords="" />
        {positions.length > 0 && line(positions.map(letterOf).join(' → '))}
      </>
    )
  }
  if (type === 'matching') {
    const pairs = options.map((left, position) => (
      <>
        {left} {correct[position] !== undefined && <b> → {String(correct[position])}</b>}
      </>
    ))
    return <OptionList options={pairs} right={[]} rightWords="" />
  }
  if (type === 'four-statements') {
    const other = isKeyKnown ? t('question.false') : undefined
    return <OptionList options={options} right={positions} rightWords={t('question.true')} otherWords={other} />
  }
  if (options.length > 0)
    return <OptionList options={options} right={positions} rightWords={t(isSure ? 'question.right' : 'question.marked')} action={action} />
  const values = correct.map((one) => (typeof one === 'boolean' ? t(one ? 'question.true' : 'question.false') : String(one)))
  if (values.length === 0) return null
  return line(type === 'cloze' ? values.map((value, index) => `[${index + 1}] ${value}`).join(' · ') : values.join(' · '))
}
