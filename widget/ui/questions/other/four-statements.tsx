import { RichText } from '../../components/rich-text.tsx'
import { useKit } from '../../kit.tsx'
import type { ControlProps } from '../question-control.tsx'
import { TruthChoice } from './truth-choice.tsx'

/** The answer has one letter for each displayed statement, "-" for one left open. */
export function FourStatements({ name, question, answer, onAnswer, labelledBy, isLocked }: ControlProps<'four-statements'>) {
  const { words } = useKit()
  const truths = question.statements.map((_, place) => answer?.[place] ?? '-')
  return (
    <ol class="statements" aria-labelledby={labelledBy}>
      {question.statements.map((statement, place) => {
        const id = `${name}-statement-${place}`
        const choose = (truth: string) => onAnswer(truths.map((other, index) => (index === place ? truth : other)).join(''))
        return (
          <li class="statement" key={id}>
            <span id={id} class="statement-text">
              <RichText text={statement} />
            </span>
            <TruthChoice name={id} words={words.paper.truths} chosen={truths[place]} onChoose={choose} labelledBy={id} isLocked={isLocked} />
          </li>
        )
      })}
    </ol>
  )
}
