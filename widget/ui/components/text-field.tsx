import { describedBy, Field } from './field.tsx'

type Props = {
  id: string
  label: string
  hint?: string
  error?: string | undefined
  value: string
  onInput: (value: string) => void
  /** Which keyboard the phone shows. */
  kind?: 'text' | 'tel' | 'email' | 'numeric' | 'decimal' | 'date'
  autocomplete?: 'name' | 'tel' | 'email' | 'organization-title' | 'one-time-code' | 'off'
  autocapitalize?: 'words' | 'characters' | 'none'
  isCode?: boolean
}

export function TextField({ id, label, hint, error, value, onInput, kind = 'text', autocomplete = 'off', autocapitalize, isCode = false }: Props) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <input
        {...kindOfInput(kind)}
        id={id}
        class={`input${isCode ? ' input-code' : ''}`}
        value={value}
        autocomplete={autocomplete}
        {...(autocapitalize ? { autocapitalize } : {})}
        spellcheck={false}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </Field>
  )
}

/** A calendar of the phone's own for dates, else the keyboard that fits. */
function kindOfInput(kind: NonNullable<Props['kind']>) {
  return kind === 'date' ? ({ type: 'date' } as const) : ({ type: 'text', inputMode: kind } as const)
}
