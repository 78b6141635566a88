import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

export const letterOf = (position: number) => String.fromCharCode(65 + position)

export type OptionListProps = {
  options: readonly ComponentChildren[]
  right: readonly number[]
  /** What is said beside a right option, and beside another where that is worth saying. */
  rightWords: string
  otherWords?: string | undefined
  /** A control of its own for each option. */
  action?: ((position: number) => ComponentChildren) | undefined
}

/** Options of a question; the right one has a tick and words, never colour alone. */
export function OptionList({ options, right, rightWords, otherWords, action }: OptionListProps) {
  return (
    <ol class={action ? 'options options-single' : 'options'}>
      {options.map((option, position) => {
        const isRight = right.includes(position)
        return (
          // positions are what a key points at; two options may have the same text in a faulty file
          <li key={position} class={isRight ? 'option option-right' : 'option'}>
            <span class="option-letter">{letterOf(position)}</span>
            <span class="option-text">
              {option}{' '}
              {isRight ? (
                <span class="option-mark">
                  <Icon name="check" />
                  {rightWords}
                </span>
              ) : (
                otherWords && <span class="option-other">{otherWords}</span>
              )}
            </span>
            {action?.(position)}
          </li>
        )
      })}
    </ol>
  )
}
