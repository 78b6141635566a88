import type { RegistrationRequest } from '../../contract/contestants.ts'
import { Problem } from '../../contract/errors.ts'
import type { RegistrationForm } from '../../contract/registration-form.ts'
import type { Admitted } from './admissions.ts'
import type { Identity, IdentityKind } from './identity-hmacs.ts'
import { canonicalName, checkBirthDate } from './person-rules.ts'
import type { PersonalData } from './personal-data.ts'
import { type FormValues, identityIn, readForm } from './registration-form.ts'

/** Who wants to take part: what is kept of the person, the identities that are reserved, the unit, and the day of birth that the law asks for. */
export type ClaimedPerson = { data: PersonalData; identities: readonly Identity[]; unitId: number | undefined; birthDate: string | undefined }

/** Under which kind the form's identity is kept. */
const kindOf: Record<'phone' | 'email' | 'idNumber', IdentityKind> = { phone: 'phone', email: 'email', idNumber: 'id-number' }

/** Read from the form, or for somebody whom a portal vouches for from what the portal says and whatever of the form was filled in beside it. */
export function readPerson(form: RegistrationForm, request: RegistrationRequest, admitted: Admitted | undefined, nowMs: number): ClaimedPerson {
  if (!admitted && form.identity === 'portal') throw new Problem('ADMISSION_REQUIRED')
  const asked = admitted ? formBesideTicket(form, admitted) : form
  const values = readForm(asked, answersIn(request, form, admitted), nowMs)
  const own = identityIn(form, values)
  // what is typed counts once, whichever way the person came: two registrations with one phone would be two people
  const typed = own ? [{ kind: kindOf[own.kind], value: own.text }] : []
  const vouched = admitted ? [{ kind: 'portal-subject' as const, value: `${admitted.portalId} ${admitted.subject}` }] : []
  const told = admitted?.birthDate
  return {
    data: personalOf(values, admitted),
    identities: [...vouched, ...typed],
    unitId: admitted?.unitId ?? request.unitId,
    birthDate: values.birthDate ?? (told === undefined ? undefined : checkBirthDate(told, nowMs)),
  }
}

/** Nothing needs to be filled in beside a ticket but the day of birth: prizes, groups and the consent of a child's parents hang on it. */
function formBesideTicket(form: RegistrationForm, { birthDate }: Admitted): RegistrationForm {
  const isStillNeeded = (name: string, isRequired: boolean) => name === 'birthDate' && isRequired && birthDate === undefined
  return {
    ...form,
    fields: form.fields.map(({ name, isRequired }) => ({ name, isRequired: isStillNeeded(name, isRequired) })),
    custom: form.custom.map((field) => ({ ...field, isRequired: false })),
  }
}

/** What the portal has said is not asked again: a name or unit that came with the ticket stands against what the browser sends. */
function answersIn(
  { fullName, unitId, birthDate: typedBirthDate, ...request }: RegistrationRequest,
  form: RegistrationForm,
  admitted: Admitted | undefined,
) {
  const isBirthDateAsked = form.fields.some(({ name }) => name === 'birthDate')
  // a portal may tell more than the form asks for: that is used and not kept
  const birthDate = (isBirthDateAsked ? admitted?.birthDate : undefined) ?? typedBirthDate
  const { phone, email, gender, occupation, unitText, idNumber, custom } = request
  const answers = { fullName: admitted?.fullName ? undefined : fullName, birthDate, phone, email, gender, occupation, unitText, idNumber, custom }
  const written = Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined))
  return unitId === undefined || admitted?.unitId ? written : { ...written, unitId }
}

function personalOf(
  { fullName, birthDate, phone, email, idNumber, gender, occupation, unitText, custom }: FormValues,
  admitted: Admitted | undefined,
): PersonalData {
  const name = admitted?.fullName ? canonicalName(admitted.fullName) : fullName
  const fields = Object.entries({ gender, occupation, unitText, ...custom }).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return {
    ...(name === undefined ? {} : { fullName: name }),
    ...(birthDate === undefined ? {} : { birthDate }),
    ...(phone === undefined ? {} : { phone }),
    ...(email === undefined ? {} : { email }),
    ...(idNumber === undefined ? {} : { idNumber }),
    ...(fields.length === 0 ? {} : { fields: Object.fromEntries(fields) }),
  }
}
