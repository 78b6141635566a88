import { describedBy, Field } from './field.tsx'

type Props = {
  id: string
  label: string
  /** What stands there before anything is chosen; without it something always is. */
  empty?: string
  options: readonly { value: string; label: string }[]
  error?: string | undefined
  value: string
  onInput: (value: string) => void
}

/** The phone's own list: every finger knows it. */
export function SelectField({ id, label, empty, options, error, value, onInput }: Props) {
  return (
    <Field id={id} label={label} error={error}>
      <select
        id={id}
        class="input"
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, undefined, error)}
        onChange={(event) => onInput(event.currentTarget.value)}
      >
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  )
}
