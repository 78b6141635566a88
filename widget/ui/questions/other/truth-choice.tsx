type Props = {
  name: string
  words: { true: string; false: string }
  chosen: string | undefined
  onChoose(truth: 'T' | 'F'): void
  labelledBy: string
  isLocked: boolean
}

/** Two native radios side by side. */
export function TruthChoice({ name, words, chosen, onChoose, labelledBy, isLocked }: Props) {
  return (
    <div class="truths" role="radiogroup" aria-labelledby={labelledBy}>
      {(['T', 'F'] as const).map((truth) => (
        <label class="truth" key={truth}>
          <input type="radio" name={name} value={truth} checked={chosen === truth} disabled={isLocked} onChange={() => onChoose(truth)} />
          <span>{truth === 'T' ? words.true : words.false}</span>
        </label>
      ))}
    </div>
  )
}
