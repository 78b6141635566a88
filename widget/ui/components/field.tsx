import type { ComponentChildren } from 'preact'

type Props = { id: string; label: string; hint?: string | undefined; error?: string | undefined; children: ComponentChildren }

export const describedBy = (id: string, hint: string | undefined, error: string | undefined) =>
  [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined

/** Label above, hint below it, the error right at the control and tied to it. */
export function Field({ id, label, hint, error, children }: Props) {
  return (
    <div class={`field${error ? ' has-error' : ''}`}>
      <label class="label" for={id}>
        {label}
      </label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children}
      <FieldError id={id} error={error} />
    </div>
  )
}

export function FieldError({ id, error }: { id: string; error?: string | undefined }) {
  return error ? (
    <p class="field-error" id={`${id}-error`}>
      {error}
    </p>
  ) : null
}
