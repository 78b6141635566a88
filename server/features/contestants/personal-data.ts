import type { Guardian } from '../../contract/consents.ts'
import type { PrivacySettings } from '../../contract/privacy.ts'

/** Everything that says who somebody is, sealed as one under the person's own key. The form of a contest decides what it holds. */
export type PersonalData = {
  fullName?: string
  birthDate?: string
  phone?: string
  email?: string
  /** As given at a registration. It is not kept here: see contestant_identities. */
  idNumber?: string
  /** Further fields of the contest's form, by their names. */
  fields?: Record<string, string>
  guardian?: Guardian
}

/** As one text in, as one text out. */
export function writePersonal(data: PersonalData): Buffer {
  return Buffer.from(JSON.stringify(withoutIdNumber(data)))
}

export function readPersonal(plain: Buffer): PersonalData {
  return JSON.parse(plain.toString('utf8')) as PersonalData
}

/** Readable only for a declared purpose and until its end; otherwise nothing but the HMAC is kept. */
export function keepsIdNumber({ privacy }: { privacy: PrivacySettings }, nowMs: number): boolean {
  return privacy.idNumber !== undefined && nowMs < Date.parse(privacy.idNumber.until)
}

/** What may be sealed and logged: never the ID number. */
export function withoutIdNumber({ idNumber: _idNumber, ...data }: PersonalData): PersonalData {
  return data
}
