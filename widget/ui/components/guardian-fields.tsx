import { useKit } from '../kit.tsx'
import type { FormValues } from '../use-registration.ts'
import { FieldError } from './field.tsx'
import { TextField } from './text-field.tsx'

type Guardian = FormValues['guardian']
type Props = { value: Guardian; error?: string | undefined; onChange: (guardian: Guardian) => void }

/** Who agrees beside a child. Never ticked beforehand, like every consent. */
export function GuardianFields({ value, error, onChange }: Props) {
  const { guardian } = useKit().words.register
  const fields = [
    ['fullName', { autocapitalize: 'words' }],
    ['relation', {}],
    ['phone', { kind: 'tel' }],
  ] as const
  return (
    <fieldset class={`field${error ? ' has-error' : ''}`}>
      <legend class="label">{guardian.title}</legend>
      <p class="hint">{guardian.hint}</p>
      <div class="form">
        {fields.map(([name, ways]) => (
          <TextField
            key={name}
            id={`guardian-${name === 'fullName' ? 'name' : name}`}
            label={guardian[name]}
            value={value[name]}
            onInput={(text) => onChange({ ...value, [name]: text })}
            {...ways}
          />
        ))}
      </div>
      <label class="consent" for="guardian-agrees">
        <input
          id="guardian-agrees"
          type="checkbox"
          class="tick"
          checked={value.agrees}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? 'guardian-error' : undefined}
          onChange={(event) => onChange({ ...value, agrees: event.currentTarget.checked })}
        />
        <span>{guardian.agrees}</span>
      </label>
      <FieldError id="guardian" error={error} />
    </fieldset>
  )
}
