import { expect } from 'vitest'
import type { TestApp } from '../helpers/test-app.ts'

/** What staff are shown, once it is certain that the log says so: who looked at which page, and no name. */
export async function looksAt<Shown>({ database: { sql } }: TestApp, look: () => Promise<Shown>, entry: { act: string; subject: object }) {
  const shown = await look()
  const rows = await sql<{ entry: string }[]>`select entry from audit_log where act = ${entry.act} order by seq`
  expect(rows.map(({ entry: said }) => JSON.parse(said).subject)).toContainEqual(entry.subject)
  return shown
}
