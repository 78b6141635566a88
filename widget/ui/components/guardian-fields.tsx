import { useKit, useWatched } from '../kit.tsx'
import type { FormValues } from '../use-registration.ts'
import { ConsentField } from './consent-field.tsx'
import { FieldError } from './field.tsx'
import { TextField } from './text-field.tsx'

type Guardian = FormValues['guardian']
type Props = { value: Guardian; error?: string | undefined; onChange: (guardian: Guardian) => void }

/** Who agrees beside a child: to what is required together, to everything else by itself. Never ticked beforehand, like every consent. */
export function GuardianFields({ value, error, onChange }: Props) {
  const { words, journey } = useKit()
  const { guardian } = words.register
  const free = useWatched(journey.contest)?.consents.filter(({ required }) => !required) ?? []
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
      {free.map((consent) => (
        <ConsentField
          key={consent.id}
          // the same text stands below for the child
          consent={{ ...consent, id: `guardian-${consent.id}` }}
          isGiven={value.also.includes(consent.id)}
          onChange={(isGiven) => onChange({ ...value, also: isGiven ? [...value.also, consent.id] : value.also.filter((id) => id !== consent.id) })}
        />
      ))}
    </fieldset>
  )
}
