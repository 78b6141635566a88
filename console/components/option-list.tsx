import { useWords } from '../i18n/words.ts'
import { Icon } from './icon.tsx'

const letterOf = (position: number) => String.fromCharCode(65 + position)

export type OptionListProps = {
  options: readonly string[]
  correct: readonly number[]
  /** Not sure: the file marks these, but nobody may yet call them right. */
  isSure: boolean
}

/** Options of a question; the right one has a tick and words, never colour alone. */
export function OptionList({ options, correct, isSure }: OptionListProps) {
  const { t } = useWords()
  return (
    <ol class="options">
      {options.map((option, position) => {
        const isRight = correct.includes(position)
        return (
          // positions are what a key points at; two options may have the same text in a faulty file
          <li key={position} class={isRight ? 'option option-right' : 'option'}>
            <span class="option-letter">{letterOf(position)}</span>
            <span>
              {option}{' '}
              {isRight && (
                <span class="option-mark">
                  <Icon name="check" />
                  {t(isSure ? 'question.right' : 'question.marked')}
                </span>
              )}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
