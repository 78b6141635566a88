import { useState } from 'preact/hooks'
import { useKit, useTick } from '../kit.tsx'
import { Button } from './button.tsx'
import { TextField } from './text-field.tsx'

type Props = {
  address: string
  nextAt: string | null
  error?: string | undefined
  value: string
  onInput: (digits: string) => void
  onAgain: () => void
}

/** The six digits that were sent; a new code can be asked for when the server lets one go out again. */
export function CodeField({ address, nextAt, error, value, onInput, onAgain }: Props) {
  const { words, clockSync } = useKit()
  const [id] = useState('one-time-code')
  useTick(1_000)
  const waitMs = nextAt === null ? 0 : Date.parse(nextAt) - clockSync.nowMs()
  const { proof } = words.register
  return (
    <>
      <TextField
        id={id}
        label={proof.label}
        hint={proof.sentTo(address)}
        kind="numeric"
        autocomplete="one-time-code"
        isCode
        value={value}
        error={error}
        onInput={(typed) => onInput(typed.replace(/\D/g, '').slice(0, 6))}
      />
      <p class="hint">
        {waitMs > 0 ? (
          proof.againIn(String(Math.ceil(waitMs / 1_000)))
        ) : (
          <Button look="link" onClick={onAgain}>
            {proof.again}
          </Button>
        )}
      </p>
    </>
  )
}
