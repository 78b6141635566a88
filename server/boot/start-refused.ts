/** A start that cannot go on, with one sentence for the operator: what is wrong and what to do. */
export class StartRefused extends Error {}

/** The database that a setting names does not answer. Its address holds a password, so only the reason is told. */
export function noAnswer(setting: 'DATABASE_URL' | 'DATABASE_DIRECT_URL', error: unknown): StartRefused {
  const { message, code } = error as { message?: string; code?: string }
  return new StartRefused(`PostgreSQL does not answer at ${setting}: ${message || code || String(error)}.`)
}
