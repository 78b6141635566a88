import type { RegistrationRequest } from '../../contract/contestants.ts'
import { Problem } from '../../contract/errors.ts'
import type { RegistrationForm } from '../../contract/registration-form.ts'
import type { Admitted } from './admissions.ts'
import type { Identity, IdentityKind } from './identity-hmacs.ts'
import { canonicalName } from './person-rules.ts'
import type { PersonalData } from './personal-data.ts'
import { type FormValues, identityIn, readForm } from './registration-form.ts'

/** Who wants to take part: what is kept of the person, the identity that is reserved, and the unit. */
export type ClaimedPerson = { data: PersonalData; identity: Identity; unitId: number | undefined }

const kindOf: Record<'phone' | 'email' | 'idNumber', IdentityKind> = { phone: 'phone', email: 'email', idNumber: 'id-number' }

/** Read from the form, or for somebody whom a portal vouches for from what the portal says and whatever of the form was filled in beside it. */
export function readPerson(form: RegistrationForm, request: RegistrationRequest, admitted: Admitted | undefined, nowMs: number): ClaimedPerson {
  if (!admitted && form.identity === 'portal') throw new Problem('ADMISSION_REQUIRED')
  const asked = admitted ? { ...form, fields: form.fields.map((field) => ({ ...field, isRequired: false })) } : form
  const values = readForm(asked, answersIn(request, admitted), nowMs)
  const own = identityIn(form, values)
  const identity: Identity = admitted
    ? { kind: 'portal-subject', value: `${admitted.portalId} ${admitted.subject}` }
    : // a form without its identity is refused when it is saved
      { kind: kindOf[own?.kind ?? 'phone'], value: own?.text ?? '' }
  return { data: personalOf(values, admitted), identity, unitId: admitted?.unitId ?? request.unitId }
}

/** What the portal has said is not asked again: a name or unit that came with the ticket stands against what the browser sends. */
function answersIn({ fullName, unitId, ...request }: RegistrationRequest, admitted: Admitted | undefined) {
  const { birthDate, phone, email, gender, occupation, unitText, idNumber, custom } = request
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
