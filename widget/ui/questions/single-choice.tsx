import type { ControlProps } from './question-control.tsx'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Native radios under big cards: arrow keys, screen readers and forced colours work without a line of script. */
export function SingleChoice({ name, question, answer, onAnswer, labelledBy, isLocked }: ControlProps<'single-choice'>) {
  return (
    <div class="options" role="radiogroup" aria-labelledby={labelledBy}>
      {question.options.map((option, position) => {
        const value = String(position)
        return (
          <label key={value} class="option">
            <input
              class="option-input"
              type="radio"
              name={name}
              value={value}
              checked={answer === value}
              disabled={isLocked}
              onChange={() => onAnswer(value)}
            />
            <span class="option-letter" aria-hidden="true">
              {letters[position]}
            </span>
            <span class="option-text">{option}</span>
          </label>
        )
      })}
    </div>
  )
}
