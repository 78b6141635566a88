import type { RegistrationRequest } from '../../server/contract/contestants.ts'
import type { Random } from './ports.ts'

export type RegistrationForm = Omit<RegistrationRequest, 'actionId' | 'device'>
export type BirthDateParts = { day: string; month: string; year: string }

/** The same words are the same action, so a lost answer is asked for again; changed words are a new one. */
export function createRegistrationIds(random: Random) {
  let last: { words: string; actionId: string } | undefined
  return (form: RegistrationForm): string => {
    const words = JSON.stringify(form)
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

export type RegistrationField = 'fullName' | 'birthDate' | 'phone' | 'unit' | 'consents'

const fieldOfCode: Record<string, RegistrationField> = {
  NAME_INVALID: 'fullName',
  BIRTH_DATE_REFUSED: 'birthDate',
  PHONE_INVALID: 'phone',
  UNIT_NOT_FOUND: 'unit',
  UNIT_NOT_SELECTABLE: 'unit',
  CONSENT_REQUIRED: 'consents',
}
const fieldOfPath: readonly [string, RegistrationField][] = [
  ['fullName', 'fullName'],
  ['birthDate', 'birthDate'],
  ['phone', 'phone'],
  ['unitId', 'unit'],
  ['consents', 'consents'],
]

/** Which fields of the form a refusal of the server speaks of; none when it is about the whole. */
export function fieldsOfProblem({ code, errors }: { code: string; errors?: { at: string }[] }): RegistrationField[] {
  const byCode = fieldOfCode[code]
  if (byCode) return [byCode]
  return fieldOfPath.filter(([path]) => errors?.some(({ at }) => at.includes(path))).map(([, field]) => field)
}
