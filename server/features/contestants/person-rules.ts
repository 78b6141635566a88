import type { Guardian } from '../../contract/consents.ts'
import { Problem } from '../../contract/errors.ts'
import { dayInVietnam } from '../units/vietnam-day.ts'

/** What a person typed, made canonical; what cannot be a name, a number or a date is refused with a code of its own. */
export function canonicalName(typed: string): string {
  const name = typed.normalize('NFC').replace(/\s+/g, ' ').trim()
  // letters of any script with the marks of real names: apostrophe, hyphen, dot
  if (!/^\p{L}[\p{L}\p{M}'’.\- ]+$/u.test(name)) throw new Problem('NAME_INVALID')
  return name
}

/** Vietnamese numbers: ten digits for mobiles, eleven for fixed lines; +84 is 0. */
export function canonicalPhone(typed: string): string {
  const digits = typed
    .normalize('NFKC')
    .replace(/[\s.\-()]/g, '')
    .replace(/^\+?84(?=\d{9,10}$)/, '0')
  if (!/^0(?:[35789]\d{8}|2\d{9})$/.test(digits)) throw new Problem('PHONE_INVALID')
  return digits
}

/** Somebody who agrees beside a child must be reachable. */
export function canonicalGuardian({ fullName, relation, phone }: Guardian): Guardian {
  try {
    return { fullName: canonicalName(fullName), relation: canonicalText(relation), phone: canonicalPhone(phone) }
  } catch (error) {
    const wrong = error instanceof Problem && error.code === 'NAME_INVALID' ? ['fullName', 'is no name'] : ['phone', 'is no phone number']
    throw new Problem('GUARDIAN_REQUIRED', { errors: [{ at: `/guardian/${wrong[0]}`, reason: wrong[1] ?? '' }] })
  }
}

/** Letters before and behind the @ as people type them; the part behind is the same in capitals. */
export function canonicalEmail(typed: string): string {
  const email = typed.normalize('NFKC').trim().toLowerCase()
  if (email.length > 254 || !/^[^\s@"(),:;<>[\\\]]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}]{2,63}$/u.test(email))
    throw new Problem('EMAIL_INVALID')
  return email
}

/** Twelve digits of today's card or nine of the former one. */
export function canonicalIdNumber(typed: string): string {
  const digits = typed.normalize('NFKC').replace(/[\s.-]/g, '')
  if (!/^(?:\d{12}|\d{9})$/.test(digits)) throw new Problem('ID_NUMBER_INVALID')
  return digits
}

/** One line of free text. */
export function canonicalText(typed: string): string {
  return typed.normalize('NFC').replace(/\s+/g, ' ').trim()
}

const youngest = 7
const oldest = 120

export function checkBirthDate(birthDate: string, nowMs: number): string {
  const age = ageOf(birthDate, nowMs)
  if (Number.isNaN(age) || age < youngest || age > oldest) throw new Problem('BIRTH_DATE_REFUSED')
  return birthDate
}

/** Below this age the law asks for a parent's or guardian's consent beside the child's own. */
const ofAge = 16

export function needsGuardian(birthDate: string, nowMs: number): boolean {
  return ageOf(birthDate, nowMs) < ofAge
}

function ageOf(birthDate: string, nowMs: number): number {
  // a birthday begins at midnight here, seven hours before it does in Greenwich
  const today = dayInVietnam(nowMs)
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return today.slice(5) >= birthDate.slice(5) ? years : years - 1
}

/** What public boards call a person, as consented; empty: the page says that the name is not shown. */
export function shownName({ fullName, publicName }: { fullName: string; publicName: 'full' | 'masked' | 'hidden' }): string {
  if (fullName === '' || publicName === 'hidden') return ''
  return publicName === 'full' ? fullName : maskName(fullName)
}

/** "Nguyễn Văn An" becomes "Ng. V. An***": known to friends, no find for collectors. */
export function maskName(fullName: string): string {
  const words = fullName.split(' ')
  const given = words.at(-1) ?? ''
  const initials = words.slice(0, -1).map((word, index) => `${index === 0 ? firstSound(word) : word.charAt(0)}.`)
  const shown = given.length > 2 ? given.slice(0, Math.ceil(given.length / 2)) : given.charAt(0)
  return [...initials, `${shown}***`].join(' ')
}

/** The family name's opening consonants: "Nguyễn" → "Ng", "Trần" → "Tr", "Lê" → "L". */
function firstSound(word: string): string {
  return word.match(/^(?:Ngh|Ng|Nh|Tr|Th|Ph|Kh|Gi|Ch|Qu|.)/u)?.[0] ?? ''
}
