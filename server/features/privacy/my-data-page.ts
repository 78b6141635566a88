import type { Language } from '../../contract/primitives.ts'
import type { MyExport } from '../../contract/privacy.ts'
import { textsIn } from '../../i18n/texts-in.ts'
import { consentsPart, personRows } from './consent-page.ts'
import { printedPage, timeIn } from './printed-page.ts'

/** Everything of the export, to be read by people. */
export function myDataPage(data: MyExport, language: Language): string {
  const { myData, headings, columns, attempt, by, madeAt } = textsIn(language).personalData
  return printedPage(language, `${myData} – ${data.contest.title}`, `${data.contest.organizer}. ${madeAt(timeIn(language, data.exportedAt))}`, [
    { heading: headings.person, rows: personRows(data.person, language) },
    consentsPart(data.consents, language),
    {
      heading: headings.corrections,
      columns: [columns.at, columns.by, columns.before],
      rows: data.corrections.map((one) => [timeIn(language, one.at), one.by === 'self' ? by.self : one.by, JSON.stringify(one.before)]),
    },
    {
      heading: headings.attempts,
      columns: [attempt.no, attempt.startedAt, attempt.closedAt],
      rows: data.attempts.map((one) => [String(one.attemptNo), timeIn(language, one.startedAt), timeIn(language, one.closedAt)]),
    },
  ])
}
