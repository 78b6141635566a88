import { useState } from 'preact/hooks'
import type { MyData } from '../../../server/contract/privacy.ts'
import type { ClientProblem } from '../../core/client-problem.ts'
import type { MyDataWords } from '../../i18n/my-data-vi.ts'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { useKit } from '../kit.tsx'
import { useNextFocus } from './use-next-focus.ts'

type Props = { texts: MyDataWords; data: MyData; onProblem: (problem: ClientProblem) => void }

/** Says plainly what is lost, and asks twice. */
export function EraseBlock({ texts, data, onProblem }: Props) {
  const { api, session, journey, announce, scheduler } = useKit()
  const [step, setStep] = useState<'closed' | 'asked' | 'erasing'>('closed')

  const focusNext = useNextFocus()
  function ask(next: 'closed' | 'asked') {
    setStep(next)
    // onto "keep", with the whole question in sight; and back to what opened it
    focusNext('#my-erasure button')
  }

  async function erase() {
    setStep('erasing')
    const reply = await api.eraseMyData(session.current.get()?.token ?? '')
    // whoever was erased meanwhile, on another device, is erased all the same
    if (!reply.ok && reply.problem.code !== 'TOKEN_INVALID') {
      ask('asked')
      return onProblem(reply.problem)
    }
    journey.leave()
    // the next screen is silent when it appears: this is said after it has
    scheduler.after(200, () => announce(texts.erased))
  }

  return (
    <section class="card form" id="my-erasure">
      <h2 class="section-title">{texts.erase}</h2>
      <p>{texts.eraseLead}</p>
      {data.isRunning && <Notice tone="warning">{texts.eraseRunning}</Notice>}
      {step === 'closed' ? (
        <Button onClick={() => ask('asked')}>{texts.eraseOpen}</Button>
      ) : (
        <div class="form" role="alertdialog" aria-labelledby="erase-sure">
          <p id="erase-sure">
            <strong>{texts.eraseSure}</strong>
          </p>
          <Button isWide look="primary" onClick={() => ask('closed')}>
            {texts.keep}
          </Button>
          <Button isWide isBusy={step === 'erasing'} onClick={() => void erase()}>
            {step === 'erasing' ? texts.erasing : texts.eraseNow}
          </Button>
        </div>
      )}
    </section>
  )
}
