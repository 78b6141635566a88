import { RichText } from '../components/rich-text.tsx'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

type Props = {
  type: 'radio' | 'checkbox'
  name: string
  position: number
  text: string
  isChosen: boolean
  isLocked: boolean
  onChoose(): void
}

/** A native input under a big card: arrow keys, screen readers and forced colours work without a line of script. */
export function OptionCard({ type, name, position, text, isChosen, isLocked, onChoose }: Props) {
  return (
    <label class="option">
      <input class="option-input" type={type} name={name} value={String(position)} checked={isChosen} disabled={isLocked} onChange={onChoose} />
      <span class="option-letter" aria-hidden="true">
        {letters[position]}
      </span>
      <span class="option-text">
        <RichText text={text} />
      </span>
    </label>
  )
}
