import { useMemo, useState } from 'preact/hooks'
import type { ConsentText, PublicUnit } from '../../server/contract/contests.ts'
import type { ClientProblem } from '../core/client-problem.ts'
import { type BirthDateParts, createRegistrationIds, fieldsOfProblem, isoBirthDate, type RegistrationField } from '../core/registration.ts'
import { untilAnswered, type Waiting } from '../core/until-answered.ts'
import type { Words } from '../i18n/vi.ts'
import { useKit } from './kit.tsx'
import { problemText } from './problem-text.ts'

export type FormValues = { fullName: string; birthDate: BirthDateParts; phone: string; unit: PublicUnit | undefined; consents: readonly string[] }
export type FormErrors = Partial<Record<RegistrationField, string>>

const empty: FormValues = { fullName: '', birthDate: { day: '', month: '', year: '' }, phone: '', unit: undefined, consents: [] }

/** The form's state: what is typed, what is wrong with it, and the way to the server. */
export function useRegistration(consents: readonly ConsentText[]) {
  const { api, session, random, scheduler, words, journey } = useKit()
  const idFor = useMemo(() => createRegistrationIds(random), [random])
  const [values, setValues] = useState(empty)
  const [errors, setErrors] = useState<FormErrors>({})
  const [problem, setProblem] = useState<ClientProblem>()
  const [sending, setSending] = useState<{ waiting?: Waiting }>()

  function change(part: Partial<FormValues>) {
    setValues((old) => ({ ...old, ...part }))
    setErrors((old) => Object.fromEntries(Object.entries(old).filter(([field]) => !(field in part))))
  }

  /** Answers the fields that need another look, in the order of the form. */
  async function submit(): Promise<RegistrationField[]> {
    const { found, form } = checkForm(values, consents, words)
    setErrors(found)
    setProblem(undefined)
    if (!form) return fieldsIn(found)
    setSending({})
    const body = { ...form, actionId: idFor(form), device: session.device }
    const reply = await untilAnswered(() => api.register(body), { random, scheduler, onWaiting: (waiting) => setSending({ waiting }) })
    if (reply.ok) {
      session.registered(reply.value)
      await journey.refresh()
      journey.go({ name: 'code', rejoinCode: reply.value.rejoinCode })
      return []
    }
    setSending(undefined)
    const refused: FormErrors = {}
    for (const field of fieldsOfProblem(reply.problem)) {
      const isAboutField = reply.problem.code !== 'BAD_REQUEST'
      refused[field] = isAboutField ? problemText(reply.problem, words) : words.register.errors[field === 'consents' ? 'consent' : field]
    }
    setErrors(refused)
    if (fieldsIn(refused).length === 0) setProblem(reply.problem)
    return fieldsIn(refused)
  }

  return { values, errors, problem, sending, change, submit }
}

const order: readonly RegistrationField[] = ['fullName', 'birthDate', 'phone', 'unit', 'consents']
const fieldsIn = (errors: FormErrors) => order.filter((field) => errors[field])

function checkForm(values: FormValues, consents: readonly ConsentText[], words: Words) {
  const texts = words.register.errors
  const found: FormErrors = {}
  const fullName = values.fullName.trim().replace(/\s+/g, ' ').normalize('NFC')
  const birthDate = isoBirthDate(values.birthDate)
  const phone = values.phone.trim()
  const { unit } = values
  if (fullName.length < 2) found.fullName = texts.fullName
  if (!birthDate) found.birthDate = texts.birthDate
  if (phone.replace(/\D/g, '').length < 8) found.phone = texts.phone
  if (!unit) found.unit = texts.unit
  if (consents.some(({ id, required }) => required && !values.consents.includes(id))) found.consents = texts.consent
  if (fieldsIn(found).length > 0 || !birthDate || !unit) return { found }
  const given = consents.filter(({ id }) => values.consents.includes(id)).map(({ id, version }) => ({ id, version }))
  return { found, form: { fullName, birthDate, phone, unitId: unit.id, consents: given } }
}
