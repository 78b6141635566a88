import { useState } from 'preact/hooks'
import type { Correction, MyData, PublicName } from '../../../server/contract/privacy.ts'
import type { ClientProblem } from '../../core/client-problem.ts'
import { type BirthDateParts, isoBirthDate } from '../../core/registration.ts'
import type { MyDataWords } from '../../i18n/my-data-vi.ts'
import { BirthDateField } from '../components/birth-date-field.tsx'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { SelectField } from '../components/select-field.tsx'
import { TextField } from '../components/text-field.tsx'
import { useKit } from '../kit.tsx'
import { problemText } from '../problem-text.ts'

type Props = { texts: MyDataWords; data: MyData; onSaved: (data: MyData) => void; onCancel: () => void }

/** Only what the contest's form asked for; the server judges. */
export function CorrectionForm({ texts, data: { person, consents }, onSaved, onCancel }: Props) {
  const { words, api, session } = useKit()
  const [fullName, setFullName] = useState(person.fullName ?? '')
  const [phone, setPhone] = useState(person.phone ?? '')
  const [email, setEmail] = useState(person.email ?? '')
  const [birthDate, setBirthDate] = useState(partsOf(person.birthDate))
  const [publicName, setPublicName] = useState<PublicName>(person.publicName)
  const [problem, setProblem] = useState<ClientProblem>()
  const [isSaving, setIsSaving] = useState(false)
  const mayBeFull = consents.some(({ purpose, withdrawnAt }) => purpose === 'public-name' && withdrawnAt === null)
  const names = (['full', 'masked', 'hidden'] as const).filter((name) => name !== 'full' || mayBeFull)

  async function save() {
    if (isSaving) return
    setIsSaving(true)
    const iso = isoBirthDate(birthDate)
    const change: Correction = {
      ...(person.fullName === undefined ? {} : { fullName }),
      ...(person.phone === undefined ? {} : { phone }),
      ...(person.email === undefined ? {} : { email }),
      ...(person.birthDate === undefined || iso === undefined ? {} : { birthDate: iso }),
      publicName,
    }
    const reply = await api.correctMyData(session.current.get()?.token ?? '', change)
    setIsSaving(false)
    if (reply.ok) onSaved(reply.value)
    else setProblem(reply.problem)
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
      <p class="hint">{texts.correctLead}</p>
      {person.fullName !== undefined && (
        <TextField id="my-name" label={texts.fields.fullName} value={fullName} onInput={setFullName} autocapitalize="words" />
      )}
      {person.birthDate !== undefined && <BirthDateField value={birthDate} onInput={setBirthDate} />}
      {person.phone !== undefined && <TextField id="my-phone" label={texts.fields.phone} value={phone} onInput={setPhone} kind="tel" />}
      {person.email !== undefined && (
        <TextField id="my-email" label={texts.fields.email} value={email} onInput={setEmail} kind="email" autocapitalize="none" />
      )}
      <SelectField
        id="my-public-name"
        label={texts.fields.publicName}
        value={publicName}
        onInput={(name) => setPublicName(name as PublicName)}
        options={names.map((name) => ({ value: name, label: texts.publicNames[name] }))}
      />
      {problem && (
        <Notice tone="bad" role="alert">
          {problemText(problem, words)}
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

function partsOf(iso = ''): BirthDateParts {
  const [year = '', month = '', day = ''] = iso.split('-')
  return { day, month, year }
}
