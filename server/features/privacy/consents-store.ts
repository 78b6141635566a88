import type { ConsentPurpose } from '../../contract/consents.ts'
import type { Database } from '../../database/client.ts'

export type ConsentTextRow = { id: string; version: number; purpose: ConsentPurpose; text: string; textEn: string | null; isRequired: boolean }

export type ConsentsStore = ReturnType<typeof createConsentsStore>

export function createConsentsStore({ sql }: Database) {
  return {
    /** Every version that was ever in force. */
    all: (contestId: number) => sql<ConsentTextRow[]>`
      select id, version, purpose, text, text_en as "textEn", is_required as "isRequired" from consent_texts where contest_id = ${contestId} order by id, version`,
  }
}
