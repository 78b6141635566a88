import { OptionCard } from './option-card.tsx'
import type { ControlProps } from './question-control.tsx'

export function SingleChoice({ name, question, answer, onAnswer, labelledBy, isLocked }: ControlProps<'single-choice'>) {
  return (
    <div class="options" role="radiogroup" aria-labelledby={labelledBy}>
      {question.options.map((option, position) => {
        const value = String(position)
        return (
          <OptionCard
            key={value}
            type="radio"
            name={name}
            position={position}
            text={option}
            isChosen={answer === value}
            isLocked={isLocked}
            onChoose={() => onAnswer(value)}
          />
        )
      })}
    </div>
  )
}
