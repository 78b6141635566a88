import { useMemo, useState } from 'preact/hooks'
import type { ContestPage, PublicUnit } from '../../server/contract/contests.ts'
import type { CodeSent } from '../../server/contract/verification.ts'
import type { ClientProblem } from '../core/client-problem.ts'
import type { Admitted } from '../core/journey.ts'
import {
  type BirthDateParts,
  createRegistrationIds,
  type FieldId,
  isChild,
  isoBirthDate,
  placesOf,
  placesOfProblem,
  type RegistrationWords,
} from '../core/registration.ts'
import { untilAnswered, type Waiting } from '../core/until-answered.ts'
import type { Words } from '../i18n/vi.ts'
import { useKit } from './kit.tsx'
import { problemText } from './problem-text.ts'

type Form = ContestPage['registrationForm']
export type FormValues = {
  /** What is typed or chosen, by field; questions of the organizer as "custom.key". */
  texts: Partial<Record<FieldId, string>>
  birthDate: BirthDateParts
  unit: PublicUnit | undefined
  consents: readonly string[]
  guardian: { fullName: string; relation: string; phone: string; agrees: boolean; also: readonly string[] }
  code: string
}
export type FormErrors = Partial<Record<FieldId, string>>

const empty: FormValues = {
  texts: {},
  birthDate: { day: '', month: '', year: '' },
  unit: undefined,
  consents: [],
  guardian: { fullName: '', relation: '', phone: '', agrees: false, also: [] },
  code: '',
}

/** What of the form is asked: somebody whom the portal knows is asked for what the portal has not said, and need not fill it in. */
function askedForm(form: Form, admitted: Admitted | undefined): Form {
  if (!admitted) return form
  const { fullName, unitId, birthDate } = admitted.person
  const open = form.fields.filter(
    ({ name, isRequired }) =>
      (name === 'fullName' && fullName === null) || (name === 'unit' && unitId === null) || (name === 'birthDate' && isRequired && !birthDate),
  )
  return { ...form, fields: open, custom: [], verification: 'none' }
}

/** The form's state: what is typed, what is wrong with it, and the way to the server. */
export function useRegistration({ registrationForm, consents }: ContestPage, admitted: Admitted | undefined) {
  const { api, session, random, scheduler, words, journey, clockSync } = useKit()
  const idFor = useMemo(() => createRegistrationIds(random), [random])
  const form = askedForm(registrationForm, admitted)
  const places = placesOf(form)
  const [values, setValues] = useState(empty)
  const [errors, setErrors] = useState<FormErrors>({})
  const [problem, setProblem] = useState<ClientProblem>()
  const [sending, setSending] = useState<{ waiting?: Waiting }>()
  /** The code that went out, and the address it went to. */
  const [proof, setProof] = useState<CodeSent & { address: string }>()
  const patience = { random, scheduler, onWaiting: (waiting: Waiting) => setSending({ waiting }) }
  const needsGuardian = isChild(admitted?.person.birthDate ?? isoBirthDate(values.birthDate), clockSync.nowMs())
  const wrongIn = (found: FormErrors) => places.filter((place) => found[place])

  function change(part: Partial<FormValues>, place: FieldId) {
    setValues((old) => ({ ...old, ...part }))
    setErrors((old) => Object.fromEntries(Object.entries(old).filter(([wrong]) => wrong !== place)))
  }

  function refuse(refusal: ClientProblem): FieldId[] {
    setSending(undefined)
    const about = placesOfProblem(refusal, places)
    const refused: FormErrors = {}
    for (const [index, place] of about.entries()) {
      const isByCode = index === 0 && refusal.code !== 'BAD_REQUEST'
      refused[place] = isByCode ? problemText(refusal, words) : errorOf(place, words)
    }
    setErrors(refused)
    if (about.length === 0) setProblem(refusal)
    return wrongIn(refused)
  }

  /** Asks for a code to the address that the form holds. */
  async function sendCode(): Promise<FieldId[]> {
    const place = form.verification === 'email' ? 'email' : 'phone'
    const address = (values.texts[place] ?? '').trim()
    const body = { actionId: random.uuid(), address }
    setSending({})
    const reply = await untilAnswered(() => api.sendCode(body), { ...patience, isStillWanted: () => true })
    if (!reply.ok) return refuse(reply.problem)
    setSending(undefined)
    setProof({ ...reply.value, address })
    return []
  }

  /** Answers the fields that need another look, in the order of the form. */
  async function submit(): Promise<FieldId[]> {
    const { found, sent } = checkForm(form, values, consents, words)
    if (needsGuardian) addGuardian(values, consents, { found, sent }, words)
    const isProven = proof !== undefined && proof.address === (values.texts[form.verification === 'email' ? 'email' : 'phone'] ?? '').trim()
    if (isProven && values.code.length < 6) found.code = words.register.proof.missing
    setErrors(found)
    setProblem(undefined)
    if (wrongIn(found).length > 0) return wrongIn(found)
    if (form.verification !== 'none' && !isProven) return sendCode()
    setSending({})
    const all = {
      ...sent,
      ...(isProven ? { code: { codeId: proof.codeId, digits: values.code } } : {}),
      ...(admitted ? { admission: admitted.admission } : {}),
    }
    const body = { ...all, actionId: idFor(all), device: session.device }
    const reply = await untilAnswered(() => api.register(body), patience)
    if (!reply.ok) return refuse(reply.problem)
    session.registered(reply.value)
    await journey.refresh()
    journey.go({ name: 'code', rejoinCode: reply.value.rejoinCode })
    return []
  }

  return { form, values, errors, needsGuardian, problem, sending, proof, change, submit, sendCode }
}

function checkForm(form: Form, values: FormValues, consents: ContestPage['consents'], words: Words): { found: FormErrors; sent: RegistrationWords } {
  const found: FormErrors = {}
  const given = consents.filter(({ id }) => values.consents.includes(id)).map(({ id, version }) => ({ id, version }))
  const sent: RegistrationWords = { consents: given }
  for (const { name, isRequired } of form.fields) {
    if (name === 'unit') {
      if (values.unit) sent.unitId = values.unit.id
      else if (isRequired) found.unit = errorOf(name, words)
      continue
    }
    const isBlank = name === 'birthDate' && Object.values(values.birthDate).every((part) => part.trim() === '')
    const text =
      name === 'birthDate' ? (isoBirthDate(values.birthDate) ?? '') : (values.texts[name] ?? '').trim().replace(/\s+/g, ' ').normalize('NFC')
    const isLeftOut = name === 'birthDate' ? isBlank : text === ''
    if (isLeftOut ? isRequired : !seemsRight(name, text)) found[name] = errorOf(name, words)
    else if (!isLeftOut) Object.assign(sent, { [name]: text })
  }
  const custom: Record<string, string> = {}
  for (const { key, isRequired } of form.custom) {
    const text = (values.texts[`custom.${key}`] ?? '').trim().normalize('NFC')
    if (text !== '') custom[key] = text
    else if (isRequired) found[`custom.${key}`] = errorOf(`custom.${key}`, words)
  }
  if (Object.keys(custom).length > 0) sent.custom = custom
  if (consents.some(({ id, required }) => required && !values.consents.includes(id))) found.consents = words.register.errors.consents
  return { found, sent }
}

/** A parent or guardian agrees to the same required texts beside the child, and to others as they wish. */
function addGuardian(
  { guardian: { agrees, also, ...guardian } }: FormValues,
  consents: ContestPage['consents'],
  { found, sent }: { found: FormErrors; sent: RegistrationWords },
  words: Words,
): void {
  if (!agrees || Object.values(guardian).some((text) => text.trim() === '')) found.guardian = words.problems.GUARDIAN_REQUIRED
  sent.guardian = guardian
  sent.consents = [
    ...sent.consents,
    ...consents.filter(({ required, id }) => required || also.includes(id)).map(({ id, version }) => ({ id, version, by: 'guardian' as const })),
  ]
}

/** Only what certainly cannot be right is stopped here; the server judges. */
function seemsRight(name: Exclude<Form['fields'][number]['name'], 'unit'>, text: string): boolean {
  if (name === 'fullName') return text.length >= 2
  if (name === 'phone') return text.replace(/\D/g, '').length >= 8
  if (name === 'email') return /^\S+@\S+\.\S+$/.test(text)
  if (name === 'idNumber') return text.replace(/\D/g, '').length >= 9
  return text !== ''
}

function errorOf(place: FieldId, words: Words): string {
  const known: Record<string, string> = words.register.errors.fields
  return known[place] ?? words.problems.FIELD_REQUIRED
}
