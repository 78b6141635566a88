import { useEffect, useState } from 'preact/hooks'
import type { Agreement, MyData } from '../../../server/contract/privacy.ts'
import type { ClientProblem } from '../../core/client-problem.ts'
import { untilAnswered } from '../../core/until-answered.ts'
import type { MyDataWords } from '../../i18n/my-data-vi.ts'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { ScreenTitle } from '../components/screen-title.tsx'
import { useKit, useWatched } from '../kit.tsx'
import { ConsentList } from '../my-data/consent-list.tsx'
import { CorrectionForm } from '../my-data/correction-form.tsx'
import { EraseBlock } from '../my-data/erase-block.tsx'
import { OpenConsents } from '../my-data/open-consents.tsx'
import { ownProblemText } from '../my-data/own-problem-text.ts'
import { PersonFacts } from '../my-data/person-facts.tsx'
import { useNextFocus } from '../my-data/use-next-focus.ts'
import { saveFile } from '../save-file.ts'

/** What the contest keeps of a person, and everything the person may do about it. */
export function MyDataScreen({ texts }: { texts: MyDataWords }) {
  const { words, journey, session, api, announce, random, scheduler } = useKit()
  const [data, setData] = useState<MyData>()
  const [problem, setProblem] = useState<ClientProblem>()
  const [isCorrecting, setIsCorrecting] = useState(false)
  const contest = useWatched(journey.contest)
  const focusNext = useNextFocus()
  const token = session.current.get()?.token ?? ''

  useEffect(() => {
    let isWanted = true
    void untilAnswered(() => api.myData(token), { random, scheduler }).then((reply) => {
      if (!isWanted) return
      if (reply.ok) setData(reply.value)
      else setProblem(reply.problem)
    })
    return () => {
      isWanted = false
    }
  }, [api, token, random, scheduler])

  if (!data && !problem) {
    return (
      <div class="loading">
        <div class="spinner" aria-hidden="true" />
        <p>{words.loading.part}</p>
      </div>
    )
  }

  function changed(now: MyData, said: string, focus: string) {
    setData(now)
    correctWith(false, focus)
    setProblem(undefined)
    announce(said)
  }

  function correctWith(form: boolean, focus = form ? '#my-details h2' : '#my-details button') {
    setIsCorrecting(form)
    focusNext(focus)
  }

  async function agree(agreement: Agreement) {
    const reply = await api.agree(token, agreement)
    if (reply.ok) changed(reply.value, texts.agreed, reply.value.openConsents.length > 0 ? '#my-open-consents button' : '#my-consents h2')
    else setProblem(reply.problem)
  }

  async function withdraw(consentId: string, said: string) {
    const reply = await api.withdrawConsent(token, consentId)
    if (reply.ok) changed(reply.value, said, '#my-consents h2')
    else setProblem(reply.problem)
  }

  async function download(kind: 'json' | 'page') {
    const reply = kind === 'json' ? await api.myExport(token) : await api.myPage(token)
    if (!reply.ok) return setProblem(reply.problem)
    if (typeof reply.value === 'string') saveFile(reply.value, 'text/html', 'du-lieu-cua-toi.html')
    else saveFile(JSON.stringify(reply.value, undefined, 2), 'application/json', 'du-lieu-cua-toi.json')
  }

  return (
    <div class="narrow">
      <Button look="link" onClick={() => journey.go({ name: 'cover' })}>
        ‹ {words.common.back}
      </Button>
      <ScreenTitle>{texts.title}</ScreenTitle>
      {problem && (
        <Notice tone="bad" role="alert">
          {ownProblemText(problem, words, texts)}
        </Notice>
      )}
      {data && (
        <>
          <p class="lead">{texts.lead}</p>
          <section class="card form" id="my-details" aria-label={texts.lead}>
            {isCorrecting && contest ? (
              <CorrectionForm
                texts={texts}
                contest={contest}
                data={data}
                onSaved={(now) => changed(now, texts.saved, '#my-details button')}
                onCancel={() => correctWith(false)}
              />
            ) : (
              <>
                <PersonFacts texts={texts} contest={contest} data={data} />
                {data.canCorrect ? <Button onClick={() => correctWith(true)}>{texts.correct}</Button> : <p class="hint">{texts.tooLate}</p>}
              </>
            )}
          </section>
          <OpenConsents texts={texts} consents={data.openConsents} onAgree={(agreement) => void agree(agreement)} />
          <ConsentList texts={texts} consents={data.consents} onWithdraw={(id) => void withdraw(id, texts.withdrawn)} />
          <section class="card form">
            <h2 class="section-title">{texts.takeAlong}</h2>
            <p class="hint">{texts.takeAlongLead}</p>
            <Button onClick={() => void download('page')}>{texts.page}</Button>
            <Button onClick={() => void download('json')}>{texts.json}</Button>
          </section>
          <EraseBlock texts={texts} data={data} onProblem={setProblem} />
        </>
      )}
    </div>
  )
}
