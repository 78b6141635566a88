import type { Database } from '../../server/database/client.ts'

/** The same database, with a list of the statements that are sent to it: what is asked, without the values. */
export function recordingDatabase(database: Database): { database: Database; take(): string[] } {
  const statements: string[] = []
  const sql = new Proxy(database.sql, {
    apply(target, self, values: [TemplateStringsArray, ...unknown[]]) {
      if (Array.isArray(values[0]) && 'raw' in values[0]) {
        const text = values[0].join('?').replace(/\s+/g, ' ').trim()
        // fragments are parts of other statements
        if (/^(select|insert|update|delete|with)\b/.test(text)) statements.push(text)
      }
      return Reflect.apply(target, self, values)
    },
  })
  return { database: { ...database, sql }, take: () => statements.splice(0) }
}
