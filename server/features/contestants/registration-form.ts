import { Problem, type ProblemCode } from '../../contract/errors.ts'
import type { CustomField, FieldName, FormAnswers, IdentityKind, RegistrationForm } from '../../contract/registration-form.ts'
import { canonicalEmail, canonicalIdNumber, canonicalName, canonicalPhone, canonicalText, checkBirthDate } from './person-rules.ts'

/** What contests asked for before organizers chose, and what most of them ask for still. */
export const usualForm: RegistrationForm = {
  identity: 'phone',
  fields: (['fullName', 'birthDate', 'phone', 'unit'] as const).map((name) => ({ name, isRequired: true })),
  custom: [],
  verification: 'none',
}

export type FormFault = {
  at: string
  reason:
    | 'asked twice'
    | 'the identity must be asked for'
    | 'the code needs an address'
    | 'the limits leave nothing'
    | 'ask for the unit or give the contest a unit'
}

/** What is wrong with a form itself; looked at when an organizer saves it. */
export function faultsOfForm({ identity, fields, custom, verification }: RegistrationForm): FormFault[] {
  const names = fields.map(({ name }) => name)
  const required = new Set(fields.filter(({ isRequired }) => isRequired).map(({ name }) => name))
  const keys = custom.map(({ key }) => key)
  const faults: FormFault[] = [
    ...twice(names).map((at) => ({ at, reason: 'asked twice' as const })),
    ...twice(keys).map((key) => ({ at: `custom.${key}`, reason: 'asked twice' as const })),
  ]
  if (identity !== 'portal' && !required.has(identity)) faults.push({ at: identity, reason: 'the identity must be asked for' })
  const address = { none: undefined, email: 'email', gateway: 'phone' } as const
  const needed = address[verification]
  if (needed && !required.has(needed)) faults.push({ at: 'verification', reason: 'the code needs an address' })
  for (const field of custom)
    if (field.kind === 'number' && (field.min ?? Number.NEGATIVE_INFINITY) > (field.max ?? Number.POSITIVE_INFINITY))
      faults.push({ at: `custom.${field.key}`, reason: 'the limits leave nothing' })
  return faults
}

/** Every value in its canonical spelling; the order of the form. The unit is not among them: it is no text. */
export type FormValues = Partial<Record<Exclude<FieldName, 'unit'>, string>> & { custom?: Record<string, string> }

type Fault = { at: string; code: ProblemCode; reason: string }

/**
 * Holds what was written against the form. All that is wrong is told at once, under the code of the first; what the form does not
 * ask for is refused, so that nothing is kept that nobody needs.
 */
export function readForm(form: RegistrationForm, answers: FormAnswers & { unitId?: number }, nowMs: number): FormValues {
  const faults: Fault[] = []
  const values: FormValues = {}
  for (const { name, isRequired } of form.fields) {
    if (name === 'unit') {
      if (isRequired && answers.unitId === undefined) faults.push({ at: 'unitId', code: 'FIELD_REQUIRED', reason: 'is required' })
      continue
    }
    const written = answers[name]
    if (written === undefined) {
      if (isRequired) faults.push({ at: name, code: 'FIELD_REQUIRED', reason: 'is required' })
      continue
    }
    take(faults, name, () => {
      values[name] = canonical[name](written, form, nowMs)
    })
  }
  const custom = readCustom(form, answers.custom ?? {}, faults)
  if (Object.keys(custom).length > 0) values.custom = custom
  faults.push(...notAsked(form, answers))
  const [first] = faults
  if (first) throw new Problem(first.code, { errors: faults.map(({ at, reason }) => ({ at, reason })) })
  return values
}

/** The text that is hashed into the identity; undefined where only a portal's word tells people apart. */
export function identityIn(form: RegistrationForm, values: FormValues): { kind: Exclude<IdentityKind, 'portal'>; text: string } | undefined {
  if (form.identity === 'portal') return undefined
  const text = values[form.identity]
  return text === undefined ? undefined : { kind: form.identity, text }
}

type Canonical = (written: string, form: RegistrationForm, nowMs: number) => string
const canonical: Record<Exclude<FieldName, 'unit'>, Canonical> = {
  fullName: canonicalName,
  birthDate: (written, _form, nowMs) => checkBirthDate(written, nowMs),
  phone: canonicalPhone,
  email: canonicalEmail,
  gender: (written) => written,
  occupation: (written, { occupations }) => oneOf(canonicalText(written), occupations),
  unitText: canonicalText,
  idNumber: canonicalIdNumber,
}

function readCustom(form: RegistrationForm, written: Record<string, string>, faults: Fault[]): Record<string, string> {
  const values: Record<string, string> = {}
  for (const field of form.custom) {
    const at = `custom.${field.key}`
    const text = canonicalText(Object.hasOwn(written, field.key) ? (written[field.key] ?? '') : '')
    if (text === '') {
      if (field.isRequired) faults.push({ at, code: 'FIELD_REQUIRED', reason: 'is required' })
      continue
    }
    take(faults, at, () => {
      values[field.key] = canonicalCustom(field, text)
    })
  }
  return values
}

function canonicalCustom(field: CustomField, text: string): string {
  if (field.kind === 'choice') return oneOf(text, field.options)
  if (field.kind === 'text') {
    if (text.length > field.maxLength) throw new Problem('FIELD_INVALID')
    return text
  }
  if (field.kind === 'date') {
    const day = new Date(`${text}T00:00:00Z`)
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text)
      throw new Problem('FIELD_INVALID')
    return text
  }
  // Vietnamese people write the decimal sign as a comma
  const number = /^[+-]?\d{1,12}(?:[.,]\d{1,6})?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN
  if (Number.isNaN(number) || number < (field.min ?? Number.NEGATIVE_INFINITY) || number > (field.max ?? Number.POSITIVE_INFINITY))
    throw new Problem('FIELD_INVALID')
  return String(number)
}

function oneOf(text: string, options: readonly string[] | undefined): string {
  if (!options) return text
  const found = options.find((option) => option.normalize('NFC') === text)
  if (found === undefined) throw new Problem('FIELD_INVALID')
  return found
}

function notAsked(form: RegistrationForm, answers: FormAnswers & { unitId?: number }): Fault[] {
  const asked = new Set<string>(form.fields.map(({ name }) => name))
  const keys = new Set(form.custom.map(({ key }) => key))
  const beside = Object.keys(canonical).filter((name) => answers[name as keyof FormAnswers] !== undefined && !asked.has(name))
  if (answers.unitId !== undefined && !asked.has('unit')) beside.push('unitId')
  beside.push(...Object.keys(answers.custom ?? {}).flatMap((key) => (keys.has(key) ? [] : [`custom.${key}`])))
  return beside.map((at) => ({ at, code: 'FIELD_INVALID', reason: 'is not asked for' }))
}

function take(faults: Fault[], at: string, read: () => void): void {
  try {
    read()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    faults.push({ at, code: error.code, reason: 'is not right' })
  }
}

function twice(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
}

export const formOf = ({ registrationForm }: { registrationForm: RegistrationForm | null }): RegistrationForm => registrationForm ?? usualForm

/** Whether somebody may register without a word of where they belong. */
export const leavesUnitOpen = ({ fields }: RegistrationForm) => !fields.some(({ name, isRequired }) => name === 'unit' && isRequired)

/** The unit whose people a contest is for; null: everybody's. */
export function offeredUnder(contest: { unitId: number | null; registrationForm: RegistrationForm | null }): number | null {
  return formOf(contest).takesAllUnits === true ? null : contest.unitId
}
