import { useState } from 'preact/hooks'
import type { ContestPage } from '../../../server/contract/contests.ts'
import type { Correction, MyData, PublicName } from '../../../server/contract/privacy.ts'
import type { CodeSent } from '../../../server/contract/verification.ts'
import type { ClientProblem } from '../../core/client-problem.ts'
import { type FieldId, isChild, isoBirthDate, placesOf, placesOfProblem } from '../../core/registration.ts'
import type { MyDataWords } from '../../i18n/my-data-vi.ts'
import { Button } from '../components/button.tsx'
import { CodeField } from '../components/code-field.tsx'
import { CatalogueField, CustomField } from '../components/form-field.tsx'
import { GuardianFields } from '../components/guardian-fields.tsx'
import { Notice } from '../components/notice.tsx'
import { SelectField } from '../components/select-field.tsx'
import { useKit } from '../kit.tsx'
import type { FormErrors, FormValues } from '../use-registration.ts'
import { changesIn, correctableForm, valuesOf } from './corrected-values.ts'
import { ownProblemText } from './own-problem-text.ts'
import { useNextFocus } from './use-next-focus.ts'

type Props = { texts: MyDataWords; contest: ContestPage; data: MyData; onSaved: (data: MyData) => void; onCancel: () => void }

/** Everything that the contest's form asks for; the server judges, and asks for a code where an address is proven. */
export function CorrectionForm({ texts, contest, data: { person, consents }, onSaved, onCancel }: Props) {
  const { words, api, session, random, clockSync, announce } = useKit()
  const form = correctableForm(contest.registrationForm, person)
  const [before] = useState(() => valuesOf(form, person))
  const [values, setValues] = useState(before)
  const [errors, setErrors] = useState<FormErrors>({})
  const [publicName, setPublicName] = useState<PublicName>(person.publicName)
  const [isUnitOpen, setIsUnitOpen] = useState(false)
  const [proof, setProof] = useState<CodeSent & { address: string }>()
  const [problem, setProblem] = useState<ClientProblem>()
  const [isSaving, setIsSaving] = useState(false)
  const isNowChild = isChild(isoBirthDate(values.birthDate), clockSync.nowMs())
  const needsGuardian = isNowChild && (!isChild(person.birthDate, clockSync.nowMs()) || errors.guardian !== undefined)

  const focusNext = useNextFocus()
  const isAgreed = (giver: 'self' | 'guardian') =>
    consents.some(({ purpose, withdrawnAt, by }) => purpose === 'public-name' && withdrawnAt === null && by === giver) ||
    (giver === 'guardian' &&
      needsGuardian &&
      contest.consents.some(({ purpose, id }) => purpose === 'public-name' && values.guardian.also.includes(id)))
  const mayBeFull = isAgreed('self') && (!isNowChild || isAgreed('guardian'))
  const names = (['full', 'masked', 'hidden'] as const).filter((name) => name !== 'full' || mayBeFull)
  const shownAs = publicName === 'full' && !mayBeFull ? 'masked' : publicName

  function change(part: Partial<FormValues>, place: FieldId) {
    setValues((old) => ({ ...old, ...part }))
    setErrors((old) => ({ ...old, [place]: undefined }))
  }

  /** The first one wants the keyboard. */
  function wrong(found: FormErrors) {
    setErrors(found)
    focusNext('#my-details :is([aria-invalid="true"], .has-error input)')
  }

  function refuse(refusal: ClientProblem) {
    const [place] = placesOfProblem(refusal, placesOf(form))
    if (place) wrong({ [place]: ownProblemText(refusal, words, texts) })
    else setProblem(refusal)
  }

  async function sendCode() {
    const address = (values.texts[form.verification === 'email' ? 'email' : 'phone'] ?? '').trim()
    const reply = await api.sendCode({ actionId: random.uuid(), address })
    if (!reply.ok) return refuse(reply.problem)
    setProof({ ...reply.value, address })
    focusNext('#one-time-code')
    announce(words.register.proof.sentTo(address))
  }

  async function save() {
    if (isSaving) return
    const { agrees, also, ...guardian } = values.guardian
    if (needsGuardian && !agrees) return wrong({ guardian: words.problems.GUARDIAN_REQUIRED })
    setIsSaving(true)
    setProblem(undefined)
    const agreed = contest.consents.filter(({ required, id }) => required || also.includes(id)).map(({ id, version }) => ({ id, version }))
    const correction: Correction = {
      ...changesIn(form, before, values),
      publicName: shownAs,
      ...(needsGuardian ? { guardian, guardianConsents: agreed } : {}),
      ...(proof && values.code.length === 6 ? { code: { codeId: proof.codeId, digits: values.code } } : {}),
    }
    const reply = await api.correctMyData(session.current.get()?.token ?? '', correction)
    if (reply.ok) onSaved(reply.value)
    // the new address proves itself by a code that goes there
    else if (reply.problem.code === 'CODE_REQUIRED') await sendCode()
    else refuse(reply.problem)
    setIsSaving(false)
  }

  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <h2 class="section-title" tabIndex={-1}>
        {texts.correct}
      </h2>
      <p class="hint">{texts.correctLead}</p>
      {form.fields.map((field) =>
        field.name === 'unit' && !isUnitOpen ? (
          <div key="unit" class="field">
            <p>
              {texts.fields.unitName}: <strong>{person.unitName}</strong>
            </p>
            <Button
              look="link"
              onClick={() => {
                setIsUnitOpen(true)
                focusNext('#unit-search')
              }}
            >
              {words.register.unitChange}
            </Button>
          </div>
        ) : (
          <CatalogueField key={field.name} {...field} {...{ form, values, errors, change }} />
        ),
      )}
      {form.custom.map((field) => (
        <CustomField key={field.key} {...{ field, values, errors, change }} />
      ))}
      {needsGuardian && <GuardianFields value={values.guardian} error={errors.guardian} onChange={(guardian) => change({ guardian }, 'guardian')} />}
      <SelectField
        id="my-public-name"
        label={texts.fields.publicName}
        value={shownAs}
        onInput={(name) => setPublicName(name as PublicName)}
        options={names.map((name) => ({ value: name, label: texts.publicNames[name] }))}
      />
      {proof && (
        <CodeField
          address={proof.address}
          nextAt={proof.nextAt}
          value={values.code}
          error={errors.code}
          onInput={(code) => change({ code }, 'code')}
          onAgain={() => void sendCode()}
        />
      )}
      {problem && (
        <Notice tone="bad" role="alert">
          {ownProblemText(problem, words, texts)}
        </Notice>
      )}
      <Button type="submit" look="primary" isWide isBusy={isSaving}>
        {isSaving ? texts.saving : texts.save}
      </Button>
      <Button isWide onClick={onCancel}>
        {texts.cancel}
      </Button>
    </form>
  )
}
