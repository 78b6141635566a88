import { plainTextOf } from '../../../../question-bank/rich-text/plain-text.ts'
import { useKit } from '../../kit.tsx'

type Props = { id?: string; label: string; options: readonly string[]; chosen: string; onChoose(place: string): void; isLocked: boolean }

/** A native list to choose from: phones show it in their own way, large and known. */
export function ChoiceList({ label, options, chosen, onChoose, isLocked }: Props) {
  const { words } = useKit()
  return (
    <select class="input choice-list" aria-label={label} value={chosen} disabled={isLocked} onChange={(event) => onChoose(event.currentTarget.value)}>
      <option value="">{words.paper.chooseOne}</option>
      {options.map((option, place) => (
        <option value={String(place)} key={option}>
          {plainTextOf(option)}
        </option>
      ))}
    </select>
  )
}
