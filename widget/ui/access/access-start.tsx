import { useEffect, useState } from 'preact/hooks'
import type { ProblemCode } from '../../../server/contract/errors.ts'
import type { LaterWords } from '../../i18n/later-vi.ts'
import { Button } from '../components/button.tsx'
import { TextField } from '../components/text-field.tsx'
import { useKit, useWatched } from '../kit.tsx'

type Props = { label: string; isBusy: boolean; onStart: (accessCode: string) => void; later: LaterWords }

const fieldId = 'access-code'
const focusField = () => document.getElementById(fieldId)?.focus()

/** The start of a round that only those may begin who have its code. A wrong one is said at the field and costs nothing. */
export function AccessStart({ label, isBusy, onStart, later: { access } }: Props) {
  const route = useWatched(useKit().journey.route)
  const [code, setCode] = useState('')
  const [error, setError] = useState<string>()
  const notice = route.name === 'cover' ? route.notice : undefined
  const isRefused = notice?.code === ('ACCESS_CODE_WRONG' satisfies ProblemCode)

  useEffect(() => {
    if (!isRefused) return
    // a page that was open before the round got its code has sent none
    setError(code === '' ? access.missing : access.wrong)
    focusField()
    // each refusal is a notice of its own
  }, [notice, isRefused])

  function start() {
    const typed = code.trim()
    setError(typed === '' ? access.missing : undefined)
    if (typed === '') focusField()
    else if (!isBusy) onStart(typed)
  }
  return (
    <form
      class="start-panel"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        start()
      }}
    >
      <TextField
        id={fieldId}
        label={access.label}
        hint={access.hint}
        autocapitalize="characters"
        isCode
        value={code}
        error={error}
        onInput={setCode}
      />
      <Button type="submit" look="primary" isWide isBusy={isBusy}>
        {label}
      </Button>
    </form>
  )
}
