import { useState } from 'preact/hooks'
import type { ClientProblem } from '../../core/client-problem.ts'
import { untilAnswered, type Waiting } from '../../core/until-answered.ts'
import type { LaterWords } from '../../i18n/later-vi.ts'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { ScreenTitle } from '../components/screen-title.tsx'
import { TextField } from '../components/text-field.tsx'
import { WaitingWords } from '../components/waiting-words.tsx'
import { useKit } from '../kit.tsx'
import { problemText } from '../problem-text.ts'

type Props = { notice?: ClientProblem | undefined; rejoinCode?: string | undefined; later: LaterWords }

/** The way back on another phone, or after the storage of this one was wiped. */
export function RejoinScreen({ notice, rejoinCode: given = '', later }: Props) {
  const { words, api, session, journey, random, scheduler } = useKit()
  const [phone, setPhone] = useState('')
  const [rejoinCode, setRejoinCode] = useState(given)
  const [wrong, setWrong] = useState({ phone: false, code: false })
  const [problem, setProblem] = useState<ClientProblem | undefined>(notice)
  const [sending, setSending] = useState<{ waiting?: Waiting }>()
  const { register } = words
  const { rejoin } = later

  async function send() {
    if (sending) return
    const found = { phone: phone.replace(/\D/g, '').length < 8, code: rejoinCode.trim().length < 8 }
    setWrong(found)
    if (found.phone || found.code) return document.getElementById(found.phone ? 'rejoin-phone' : 'rejoin-code')?.focus()
    setProblem(undefined)
    setSending({})
    const body = { phone: phone.trim(), rejoinCode: rejoinCode.trim() }
    const reply = await untilAnswered(() => api.rejoin(body), { random, scheduler, onWaiting: (waiting) => setSending({ waiting }) })
    setSending(undefined)
    if (!reply.ok) return setProblem(reply.problem)
    session.rejoined(reply.value)
    await journey.open()
  }

  return (
    <div class="narrow">
      <Button look="link" onClick={() => journey.go({ name: 'cover' })}>
        ‹ {words.common.back}
      </Button>
      <ScreenTitle>{rejoin.title}</ScreenTitle>
      <p class="lead">{rejoin.intro}</p>
      <form
        class="form card"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        {problem && (
          <Notice tone={problem === notice ? 'info' : 'bad'} role="alert">
            {problemText(problem, words)}
          </Notice>
        )}
        <TextField
          id="rejoin-phone"
          kind="tel"
          label={register.phone}
          autocomplete="tel"
          value={phone}
          error={wrong.phone ? register.errors.fields.phone : undefined}
          onInput={setPhone}
        />
        <TextField
          id="rejoin-code"
          label={rejoin.code}
          hint={rejoin.codeHint}
          autocapitalize="characters"
          isCode
          value={rejoinCode}
          error={wrong.code ? rejoin.errors.code : undefined}
          onInput={setRejoinCode}
        />
        <Button type="submit" look="primary" isWide isBusy={sending !== undefined}>
          {sending ? rejoin.submitting : rejoin.submit}
        </Button>
        <WaitingWords waiting={sending?.waiting} />
      </form>
      <p class="aside hint">{rejoin.lost}</p>
    </div>
  )
}
