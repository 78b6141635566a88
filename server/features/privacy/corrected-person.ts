import { Problem } from '../../contract/errors.ts'
import type { Correction } from '../../contract/privacy.ts'
import { canonicalEmail, canonicalGuardian, canonicalName, canonicalPhone, checkBirthDate, needsGuardian } from '../contestants/person-rules.ts'
import type { PersonalData } from '../contestants/personal-data.ts'

/** What a correction makes of somebody's data; the rules are those of the registration. */
export function correctedData(before: PersonalData, { fullName, birthDate, phone, email, guardian }: Correction, nowMs: number): PersonalData {
  // only what the contest's form asked for is kept, so nothing else can come in by a correction
  refuseUnasked(before, { fullName, birthDate, phone, email })
  const after: PersonalData = {
    ...before,
    ...(fullName === undefined ? {} : { fullName: canonicalName(fullName) }),
    ...(birthDate === undefined ? {} : { birthDate: checkBirthDate(birthDate, nowMs) }),
    ...(phone === undefined ? {} : { phone: canonicalPhone(phone) }),
    ...(email === undefined ? {} : { email: canonicalEmail(email) }),
    ...(guardian === undefined ? {} : { guardian: canonicalGuardian(guardian) }),
  }
  if (after.birthDate !== undefined && needsGuardian(after.birthDate, nowMs) && !after.guardian) throw new Problem('GUARDIAN_REQUIRED')
  return after
}

/** The names of what differs: the log says that much, the values only under the person's key. */
export function changedFields(before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
}

function refuseUnasked(before: PersonalData, changes: Record<string, string | undefined>): void {
  const beside = Object.entries(changes).filter(([name, value]) => value !== undefined && before[name as keyof PersonalData] === undefined)
  if (beside.length > 0) throw new Problem('BAD_REQUEST', { errors: beside.map(([name]) => ({ at: `/${name}`, reason: 'is not asked for' })) })
}
