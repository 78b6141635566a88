import type { RegistrationRequest } from '../../server/contract/contestants.ts'
import type { ContestPage } from '../../server/contract/contests.ts'
import type { Random } from './ports.ts'

export type RegistrationWords = Omit<RegistrationRequest, 'actionId' | 'device'>
export type BirthDateParts = { day: string; month: string; year: string }

/** The same words are the same action, so a lost answer is asked for again; changed words are a new one. */
export function createRegistrationIds(random: Random) {
  let last: { words: string; actionId: string } | undefined
  return (sent: RegistrationWords): string => {
    const words = JSON.stringify(sent)
    if (last?.words !== words) last = { words, actionId: random.uuid() }
    return last.actionId
  }
}

/** Undefined for a day that the calendar does not have. */
export function isoBirthDate({ day, month, year }: BirthDateParts): string | undefined {
  const [d, m, y] = [day, month, year].map((part) => (/^\d{1,4}$/.test(part.trim()) ? Number(part) : Number.NaN))
  if (d === undefined || m === undefined || y === undefined || y < 1900) return undefined
  const date = new Date(Date.UTC(y, m - 1, d))
  const isReal = date.getUTCFullYear() === y && date.getUTCMonth() === m - 1 && date.getUTCDate() === d
  return isReal ? date.toISOString().slice(0, 10) : undefined
}

/** Below this age a parent or guardian agrees too. */
const ofAge = 16

export function isChild(isoBirth: string | undefined, nowMs: number): boolean {
  if (isoBirth === undefined) return false
  const birthday = new Date(`${isoBirth}T00:00:00Z`)
  birthday.setUTCFullYear(birthday.getUTCFullYear() + ofAge)
  // birthdays begin at midnight in Vietnam
  return nowMs + 25_200_000 < birthday.getTime()
}

type Form = ContestPage['registrationForm']
type FormField = Form['fields'][number]['name']
/** One place of the form: a field of the catalogue, a question of the organizer's own, or the consents. */
export type FieldId = FormField | `custom.${string}` | 'guardian' | 'consents' | 'code'

/** Every place of a contest's form, in the order in which it is asked. */
export function placesOf({ fields, custom }: Form): FieldId[] {
  return [...fields.map(({ name }) => name), ...custom.map(({ key }) => `custom.${key}` as const), 'guardian', 'consents', 'code']
}

const placeOfCode: Record<string, FieldId> = {
  NAME_INVALID: 'fullName',
  BIRTH_DATE_REFUSED: 'birthDate',
  PHONE_INVALID: 'phone',
  EMAIL_INVALID: 'email',
  ID_NUMBER_INVALID: 'idNumber',
  UNIT_NOT_FOUND: 'unit',
  UNIT_NOT_SELECTABLE: 'unit',
  GUARDIAN_REQUIRED: 'guardian',
  CONSENT_REQUIRED: 'consents',
  CODE_REFUSED: 'code',
}

/** Which places a refusal of the server speaks of, the one that its code names first; none when it is about the whole. */
export function placesOfProblem({ code, errors = [] }: { code: string; errors?: { at: string }[] }, places: readonly FieldId[]): FieldId[] {
  const first = placeOfCode[code]
  const named = places.filter((place) => place !== first && errors.some(({ at }) => isAt(at, place)))
  return first && places.includes(first) ? [first, ...named] : named
}

/** "/fullName", "fullName", "custom.ao", and the unit under the name it is sent by. */
function isAt(at: string, place: FieldId): boolean {
  const path = at.replace(/^\//, '').replace(/\//g, '.')
  return path === place || path.startsWith(`${place}.`) || (place === 'unit' && path === 'unitId')
}
