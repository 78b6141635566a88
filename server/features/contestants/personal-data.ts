import type { Guardian } from '../../contract/consents.ts'

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
export function writePersonal({ idNumber: _idNumber, ...data }: PersonalData): Buffer {
  return Buffer.from(JSON.stringify(data))
}

export function readPersonal(plain: Buffer): PersonalData {
  return JSON.parse(plain.toString('utf8')) as PersonalData
}
