import type { BirthDateParts } from '../../core/registration.ts'
import { useKit } from '../kit.tsx'
import { FieldError } from './field.tsx'

type Props = { value: BirthDateParts; error?: string | undefined; onInput: (value: BirthDateParts) => void }

/** Three boxes for numbers: a calendar that opens on today is a long way from 1962. */
export function BirthDateField({ value, error, onInput }: Props) {
  const { words } = useKit()
  const parts = [
    { part: 'day', label: words.register.day, length: 2, autocomplete: 'bday-day' },
    { part: 'month', label: words.register.month, length: 2, autocomplete: 'bday-month' },
    { part: 'year', label: words.register.year, length: 4, autocomplete: 'bday-year' },
  ] as const
  return (
    <fieldset class={`field${error ? ' has-error' : ''}`} aria-describedby={error ? 'birth-error' : undefined}>
      <legend class="label">{words.register.birthDate}</legend>
      <div class="date-parts">
        {parts.map(({ part, label, length, autocomplete }) => (
          <div key={part}>
            <label class="hint" for={`birth-${part}`}>
              {label}
            </label>
            <input
              id={`birth-${part}`}
              class="input"
              inputMode="numeric"
              maxLength={length}
              autocomplete={autocomplete}
              value={value[part]}
              aria-invalid={error ? true : undefined}
              onInput={(event) => onInput({ ...value, [part]: event.currentTarget.value })}
            />
          </div>
        ))}
      </div>
      <FieldError id="birth" error={error} />
    </fieldset>
  )
}
