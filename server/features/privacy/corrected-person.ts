import { Problem } from '../../contract/errors.ts'
import type { StaffCorrection } from '../../contract/privacy.ts'
import type { FormAnswers, RegistrationForm } from '../../contract/registration-form.ts'
import { canonicalGuardian, needsGuardian } from '../contestants/person-rules.ts'
import type { PersonalData } from '../contestants/personal-data.ts'
import { readForm } from '../contestants/registration-form.ts'

export type Corrected = Omit<StaffCorrection, 'reason'>

/** What a correction makes of somebody's data: only what is on the contest's form, by the rules of the registration. */
export function correctedData(form: RegistrationForm, before: PersonalData, correction: Corrected, nowMs: number): PersonalData {
  const { guardian, unitId: _unitId, guardianConsents: _consents, ...answers } = correction
  refuseUnasked(form, before, answers)
  const custom = answers.custom ?? {}
  const {
    custom: corrected,
    gender,
    occupation,
    unitText,
    ...direct
  } = readForm(
    {
      ...form,
      fields: singleFields.filter((name) => answers[name] !== undefined).map((name) => ({ name, isRequired: false })),
      custom: form.custom.filter(({ key }) => Object.hasOwn(custom, key)),
    },
    answers,
    nowMs,
  )
  const emptied = Object.keys(custom).filter((key) => corrected?.[key] === undefined)
  const kept = Object.entries(before.fields ?? {}).filter(([name]) => !emptied.includes(name))
  const written = Object.entries({ gender, occupation, unitText, ...corrected }).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const fields = { ...Object.fromEntries(kept), ...Object.fromEntries(written) }
  const { fields: _before, ...rest } = before
  const after: PersonalData = {
    ...rest,
    ...direct,
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
    ...(guardian === undefined ? {} : { guardian: canonicalGuardian(guardian) }),
  }
  if (isChild(after, nowMs) && !after.guardian) throw new Problem('GUARDIAN_REQUIRED', { errors: [{ at: '/guardian', reason: 'is missing' }] })
  return after
}

export const isChild = ({ birthDate }: PersonalData, nowMs: number): boolean => birthDate !== undefined && needsGuardian(birthDate, nowMs)

/** The names of what differs: the log says that much, the values only under the person's key. */
export function changedFields(before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
}

const singleFields = ['fullName', 'birthDate', 'phone', 'email', 'gender', 'occupation', 'unitText', 'idNumber'] as const

/** What is kept already may be mended even where the form does not ask for it any more; nothing else can come in by a correction. */
function refuseUnasked(form: RegistrationForm, before: PersonalData, { custom = {}, ...answers }: FormAnswers): void {
  const asked = new Set<string>(form.fields.map(({ name }) => name))
  const has = (name: string) => asked.has(name) || Object.hasOwn(before, name) || Object.hasOwn(before.fields ?? {}, name)
  const beside = [
    ...Object.keys(answers).filter((name) => !has(name)),
    ...Object.keys(custom).flatMap((key) => (form.custom.some((one) => one.key === key) ? [] : [`custom/${key}`])),
  ]
  if (beside.length > 0) throw new Problem('BAD_REQUEST', { errors: beside.map((name) => ({ at: `/${name}`, reason: 'is not asked for' })) })
}
