import { useKit } from '../../kit.tsx'
import { OptionCard } from '../option-card.tsx'
import type { ControlProps } from '../question-control.tsx'

/** Native checkboxes under the same cards; the answer lists the ticked places, and nothing ticked is no answer. */
export function MultipleChoice({ name, question, answer = '', onAnswer, labelledBy, isLocked }: ControlProps<'multiple-choice'>) {
  const { words } = useKit()
  const ticked = answer === '' ? [] : answer.split(',')
  return (
    <>
      <p class="hint">{words.paper.chooseAll}</p>
      <fieldset class="options" aria-labelledby={labelledBy}>
        {question.options.map((option, position) => {
          const value = String(position)
          const isTicked = ticked.includes(value)
          const others = ticked.filter((place) => place !== value)
          return (
            <OptionCard
              key={value}
              type="checkbox"
              name={`${name}-${value}`}
              position={position}
              text={option}
              isChosen={isTicked}
              isLocked={isLocked}
              onChoose={() => onAnswer((isTicked ? others : [...others, value]).sort((a, b) => Number(a) - Number(b)).join())}
            />
          )
        })}
      </fieldset>
    </>
  )
}
