import type { Language } from '../../contract/primitives.ts'
import type { GivenConsent, PersonCard, PersonFile } from '../../contract/privacy.ts'
import { textsIn } from '../../i18n/texts-in.ts'
import { printedPage, timeIn } from './printed-page.ts'

/** What a person agreed to, when and in which words: the proof an organizer must be able to show. */
export function consentPage({ person, consents }: PersonFile, language: Language): string {
  const texts = textsIn(language).personalData
  const who = person ? [person.fullName, person.birthDate, person.unitName].filter((known) => known !== undefined).join(', ') : texts.erased
  return printedPage(language, texts.consentRecord, who, [consentsPart(consents, language)])
}

export function consentsPart(consents: readonly GivenConsent[], language: Language) {
  const { headings, columns, purposes, by } = textsIn(language).personalData
  return {
    heading: headings.consents,
    columns: [columns.purpose, columns.version, columns.text, columns.by, columns.givenAt, columns.withdrawnAt],
    rows: consents.map((one) => [
      purposes[one.purpose],
      `${one.id} ${one.version}`,
      one.text,
      by[one.by],
      timeIn(language, one.givenAt),
      timeIn(language, one.withdrawnAt),
    ]),
  }
}

export function personRows(person: PersonCard, language: Language): string[][] {
  const { fields, publicNames } = textsIn(language).personalData
  const { fullName, birthDate, phone, email, idNumber, unitName, guardian } = person
  const rows: [string, string | undefined][] = [
    [fields.fullName, fullName],
    [fields.birthDate, birthDate],
    [fields.phone, phone],
    [fields.email, email],
    [fields.idNumber, idNumber],
    [fields.unitName, unitName],
    [fields.guardian, guardian && `${guardian.fullName} (${guardian.relation}), ${guardian.phone}`],
    [fields.publicName, publicNames[person.publicName]],
    [fields.registeredAt, timeIn(language, person.registeredAt)],
    ...Object.entries(person.fields ?? {}),
  ]
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
}
