import type { ConsentText } from '../../../server/contract/contests.ts'
import { useKit } from '../kit.tsx'
import { FieldError } from './field.tsx'

type Props = { consent: ConsentText; isGiven: boolean; onChange: (isGiven: boolean) => void; error?: string | undefined }

/** Never ticked beforehand: consent is an act of the person. */
export function ConsentField({ consent, isGiven, onChange, error }: Props) {
  const { words } = useKit()
  const id = `consent-${consent.id}`
  return (
    <div class={`field${error ? ' has-error' : ''}`}>
      <label class="consent" for={id}>
        <input
          id={id}
          type="checkbox"
          class="tick"
          checked={isGiven}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span>
          {(words.lang === 'en' && consent.textEn) || consent.text}
          {!consent.required && <span class="hint"> ({words.register.consentOptional})</span>}
        </span>
      </label>
      <FieldError id={id} error={error} />
    </div>
  )
}
