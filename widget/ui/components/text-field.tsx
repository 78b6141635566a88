import { describedBy, Field } from './field.tsx'

type Props = {
  id: string
  label: string
  hint?: string
  error?: string | undefined
  value: string
  onInput: (value: string) => void
  isPhone?: boolean
  autocomplete?: 'name' | 'tel' | 'off'
  autocapitalize?: 'words' | 'characters' | 'none'
  isCode?: boolean
}

export function TextField({ id, label, hint, error, value, onInput, isPhone = false, autocomplete = 'off', autocapitalize, isCode = false }: Props) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <input
        id={id}
        class={`input${isCode ? ' input-code' : ''}`}
        type="text"
        inputMode={isPhone ? 'tel' : 'text'}
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
