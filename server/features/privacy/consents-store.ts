import type { ConsentPublication, ConsentPurpose } from '../../contract/consents.ts'
import type { ConsentText } from '../../contract/contests.ts'
import type { Database } from '../../database/client.ts'
import { type ActBy, recordActs } from '../audit/act.ts'

export type ConsentTextRow = { id: string; version: number; purpose: ConsentPurpose; text: string; textEn: string | null; isRequired: boolean }

export type ConsentsStore = ReturnType<typeof createConsentsStore>

export function createConsentsStore({ sql }: Database) {
  return {
    /** One version more, in force at once. False when somebody else has published one meanwhile. */
    publish: (by: ActBy, contestId: number, id: string, { basedOn, purpose, text, textEn, required }: ConsentPublication): Promise<boolean> =>
      sql.begin(async (transaction) => {
        const [contest] = await transaction<{ consents: ConsentText[] }[]>`select consents from contests where id = ${contestId} for update`
        const before = contest?.consents.find((consent) => consent.id === id)
        if ((before?.version ?? 0) !== basedOn) return false
        const next: ConsentText = { id, version: basedOn + 1, purpose, text, required, ...(textEn === undefined ? {} : { textEn }) }
        await transaction`
          insert into consent_texts (contest_id, id, version, purpose, text, text_en, is_required)
          values (${contestId}, ${id}, ${next.version}, ${purpose}, ${text}, ${textEn ?? null}, ${required})`
        const inForce = before
          ? (contest?.consents ?? []).map((consent) => (consent.id === id ? next : consent))
          : [...(contest?.consents ?? []), next]
        await transaction`update contests set consents = ${transaction.json(inForce)} where id = ${contestId}`
        await recordActs(transaction, by, [
          { act: 'consent.publish', contestId, subject: { contestId, consent: id, version: next.version }, before, after: next },
        ])
        return true
      }),
    /** Every version that was ever in force. */
    all: (contestId: number) => sql<ConsentTextRow[]>`
      select id, version, purpose, text, text_en as "textEn", is_required as "isRequired" from consent_texts where contest_id = ${contestId} order by id, version`,
  }
}
