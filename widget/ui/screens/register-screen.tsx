import { useRef } from 'preact/hooks'
import { BirthDateField } from '../components/birth-date-field.tsx'
import { Button } from '../components/button.tsx'
import { ConsentField } from '../components/consent-field.tsx'
import { Notice } from '../components/notice.tsx'
import { ScreenTitle } from '../components/screen-title.tsx'
import { TextField } from '../components/text-field.tsx'
import { UnitPicker } from '../components/unit-picker.tsx'
import { WaitingWords } from '../components/waiting-words.tsx'
import { useKit, useWatched } from '../kit.tsx'
import { problemText } from '../problem-text.ts'
import { useRegistration } from '../use-registration.ts'

export function RegisterScreen() {
  const { words, format, journey, announce } = useKit()
  const consents = useWatched(journey.contest)?.consents ?? []
  const { values, errors, problem, sending, change, submit } = useRegistration(consents)
  const form = useRef<HTMLFormElement>(null)
  const { register } = words

  async function send() {
    if (sending) return
    const wrong = await submit()
    if (wrong.length === 0) return
    announce(register.errors.summary(format.count(wrong.length)))
    // the errors are drawn by now; the first one wants the keyboard
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"], .has-error input')?.focus())
  }

  return (
    <div class="narrow">
      <Button look="link" onClick={() => journey.go({ name: 'cover' })}>
        ‹ {words.common.back}
      </Button>
      <ScreenTitle>{register.title}</ScreenTitle>
      <p class="lead">{register.intro}</p>
      <form
        ref={form}
        class="form card"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <TextField
          id="full-name"
          label={register.fullName}
          hint={register.fullNameHint}
          autocomplete="name"
          autocapitalize="words"
          value={values.fullName}
          error={errors.fullName}
          onInput={(fullName) => change({ fullName })}
        />
        <BirthDateField value={values.birthDate} error={errors.birthDate} onInput={(birthDate) => change({ birthDate })} />
        <TextField
          id="phone"
          isPhone
          label={register.phone}
          hint={register.phoneHint}
          autocomplete="tel"
          value={values.phone}
          error={errors.phone}
          onInput={(phone) => change({ phone })}
        />
        <UnitPicker error={errors.unit} onChoose={(unit) => change({ unit })} />
        <fieldset class="field">
          <legend class="label">{register.consent}</legend>
          {consents.map((consent) => (
            <ConsentField
              key={consent.id}
              consent={consent}
              isGiven={values.consents.includes(consent.id)}
              error={consent.required && !values.consents.includes(consent.id) ? errors.consents : undefined}
              onChange={(isGiven) =>
                change({ consents: isGiven ? [...values.consents, consent.id] : values.consents.filter((id) => id !== consent.id) })
              }
            />
          ))}
        </fieldset>
        {problem && (
          <Notice tone="bad" role="alert">
            {problemText(problem, words)}
          </Notice>
        )}
        <Button type="submit" look="primary" isWide isBusy={sending !== undefined}>
          {sending ? register.submitting : register.submit}
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
