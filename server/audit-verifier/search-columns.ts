import { isDeepStrictEqual } from 'node:util'

/** What stands beside an entry for searching. It must say what the entry says. */
export type SearchColumns = {
  atMs: number
  act: string
  actorKind: string
  actorId: string | null
  contestId: number | null
  unitId: number | null
  subject: unknown
  hasPersonal: boolean
}

type Entry = {
  at: string
  act: string
  by?: { kind?: string; id?: string | null }
  contestId?: number
  unitId?: number
  subject: unknown
  personalDigest?: string
}

/** The name of a column that says something else than the entry. */
export function differingColumn(entry: Entry, columns: SearchColumns): string | undefined {
  const told: SearchColumns = {
    atMs: Date.parse(entry.at),
    act: entry.act,
    actorKind: entry.by?.kind ?? '',
    actorId: entry.by?.id ?? null,
    contestId: entry.contestId ?? null,
    unitId: entry.unitId ?? null,
    subject: entry.subject,
    hasPersonal: entry.personalDigest !== undefined,
  }
  return Object.keys(told).find((name) => !isDeepStrictEqual(told[name as keyof SearchColumns], columns[name as keyof SearchColumns]))
}
