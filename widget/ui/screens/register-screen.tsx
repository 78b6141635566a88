import { useRef } from 'preact/hooks'
import type { ContestPage } from '../../../server/contract/contests.ts'
import type { Admitted } from '../../core/journey.ts'
import { Button } from '../components/button.tsx'
import { ConsentField } from '../components/consent-field.tsx'
import { CatalogueField, CustomField } from '../components/form-field.tsx'
import { Later } from '../components/later.tsx'
import { Notice } from '../components/notice.tsx'
import { ScreenTitle } from '../components/screen-title.tsx'
import { WaitingWords } from '../components/waiting-words.tsx'
import { useKit, useWatched } from '../kit.tsx'
import { problemText } from '../problem-text.ts'
import { useRegistration } from '../use-registration.ts'

// few contests ask for them, and whoever fills in a form is on the line
const loadCode = () => import('../components/code-field.tsx').then((module) => module.CodeField)
const loadGuardian = () => import('../components/guardian-fields.tsx').then((module) => module.GuardianFields)

type Props = { admitted: Admitted | undefined }

export function RegisterScreen({ admitted }: Props) {
  const contest = useWatched(useKit().journey.contest)
  return contest ? <RegistrationForm contest={contest} admitted={admitted} /> : null
}

function RegistrationForm({ contest, admitted }: Props & { contest: ContestPage }) {
  const { words, format, journey, announce } = useKit()
  const { consents } = contest
  const { form, values, errors, needsGuardian, problem, sending, proof, change, submit, sendCode } = useRegistration(contest, admitted)
  const element = useRef<HTMLFormElement>(null)
  const { register } = words

  async function send() {
    if (sending) return
    const wrong = await submit()
    if (wrong.length === 0) return
    announce(register.errors.summary(format.count(wrong.length)))
    // the errors are drawn by now; the first one wants the keyboard
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>('[aria-invalid="true"], .has-error input')?.focus())
  }

  return (
    <div class="narrow">
      <Button look="link" onClick={() => journey.go({ name: 'cover' })}>
        ‹ {words.common.back}
      </Button>
      <ScreenTitle>{register.title}</ScreenTitle>
      <p class="lead">{admitted ? register.introVouched : register.intro}</p>
      <form
        ref={element}
        class="form card"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        {admitted?.person.fullName && (
          <p>
            {register.vouched} <strong>{[admitted.person.fullName, admitted.person.unitName].filter(Boolean).join(' · ')}</strong>
          </p>
        )}
        {form.fields.map((field) => (
          <CatalogueField key={field.name} {...field} {...{ form, values, errors, change }} />
        ))}
        {form.custom.map((field) => (
          <CustomField key={field.key} {...{ field, values, errors, change }} />
        ))}
        {needsGuardian && (
          <Later
            load={loadGuardian}
            props={{ value: values.guardian, error: errors.guardian, onChange: (guardian) => change({ guardian }, 'guardian') }}
          />
        )}
        <fieldset class="field">
          <legend class="label">{register.consent}</legend>
          {consents.map((consent) => (
            <ConsentField
              key={consent.id}
              consent={consent}
              isGiven={values.consents.includes(consent.id)}
              error={consent.required && !values.consents.includes(consent.id) ? errors.consents : undefined}
              onChange={(isGiven) =>
                change({ consents: isGiven ? [...values.consents, consent.id] : values.consents.filter((id) => id !== consent.id) }, 'consents')
              }
            />
          ))}
        </fieldset>
        {proof && (
          <Later
            load={loadCode}
            props={{
              address: proof.address,
              nextAt: proof.nextAt,
              value: values.code,
              error: errors.code,
              onInput: (code) => change({ code }, 'code'),
              onAgain: () => void sendCode(),
            }}
          />
        )}
        {problem && (
          <Notice tone="bad" role="alert">
            {problemText(problem, words)}
          </Notice>
        )}
        <Button type="submit" look="primary" isWide isBusy={sending !== undefined}>
          {sending ? register.submitting : form.verification !== 'none' && !proof ? register.proof.send : register.submit}
        </Button>
        <WaitingWords waiting={sending?.waiting} />
      </form>
      <p class="aside">
        <Button look="link" onClick={() => journey.go({ name: 'rejoin' })}>
          {register.already}
        </Button>
      </p>
    </div>
  )
}
