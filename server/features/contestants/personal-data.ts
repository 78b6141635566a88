/** Everything that says who somebody is, sealed as one under the person's own key. The form of a contest decides what it holds. */
export type PersonalData = {
  fullName?: string
  birthDate?: string
  phone?: string
  email?: string
  /** Only while the organizer has declared a purpose and an end date; otherwise nothing but its HMAC is kept. */
  idNumber?: string
  /** Further fields of the contest's form, by their names. */
  fields?: Record<string, string>
  guardian?: { fullName: string; relation: string; phone: string }
}

/** As one text in, as one text out. */
export function writePersonal(data: PersonalData): Buffer {
  return Buffer.from(JSON.stringify(data))
}

export function readPersonal(plain: Buffer): PersonalData {
  return JSON.parse(plain.toString('utf8')) as PersonalData
}
