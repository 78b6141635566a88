import type { TransactionSql } from 'postgres'
import type { ConsentRecord } from '../../contract/consents.ts'
import type { PublicName } from '../../contract/privacy.ts'
import { bytesArrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'
import type { UnitPath } from '../access/can.ts'
import { type Act, type ActBy, recordActs } from '../audit/act.ts'
import type { SealedRow } from '../contestants/sealed-people.ts'

export type PersonRow = SealedRow & {
  unitId: number
  publicName: PublicName
  consents: ConsentRecord[]
  registeredAt: Date
  erasedAt: Date | null
  rejoinNumber: number
  sealedIdNumber: Buffer | null
}
export type ChangeRow = { number: number; at: Date; by: 'self' | 'staff'; sealed: Buffer }
export type AttemptMoment = { id: string; startedAt: Date; closedAt: Date | null; state: string }
/** Subtrees, and units that went on within them; null: everywhere. */
export type Places = { paths: readonly string[]; goneUnitIds: readonly number[] } | null

export type PeopleStore = ReturnType<typeof createPeopleStore>

export function createPeopleStore({ sql }: Database) {
  const columns = sql`c.id, c.personal, k.key_id as "keyId", k.wrapped, c.unit_id as "unitId", c.public_name as "publicName", c.consents,
    c.registered_at as "registeredAt", c.erased_at as "erasedAt", c.rejoin_number as "rejoinNumber",
    (select i.sealed from contestant_identities i where i.contest_id = c.contest_id and i.contestant_id = c.id and i.kind = 'id-number' and i.sealed is not null limit 1) as "sealedIdNumber"`
  const people = sql`contestants c left join person_keys k on k.contest_id = c.contest_id and k.contestant_id = c.id`
  const within = (places: Places) =>
    places === null
      ? sql``
      : sql`and (c.unit_id = any(${`{${places.goneUnitIds.join()}}`}::text::integer[])
          or exists (select from units u where u.id = c.unit_id and u.path <@ any(${`{${places.paths.join()}}`}::text::ltree[])))`

  return {
    async find(contestId: number, id: string): Promise<PersonRow | undefined> {
      const [row] = await sql<PersonRow[]>`select ${columns} from ${people} where c.contest_id = ${contestId} and c.id = ${id}`
      return row
    },
    /** Every name that carries all marks of one of the sets: a set for each key that marks may have been made with. */
    byName: (contestId: number, sets: readonly (readonly string[])[], places: Places, limit: number) => sql<PersonRow[]>`
      select ${columns} from person_keys k join contestants c on c.contest_id = k.contest_id and c.id = k.contestant_id
      where k.contest_id = ${contestId} and (${sets.map((marks, at) => sql`${at === 0 ? sql`` : sql`or`} k.name_marks @> ${`{${marks.join()}}`}::text::bigint[]`)})
        ${within(places)} limit ${limit}`,
    /** Whoever was erased is found by nothing: what is left of their identities only keeps them from coming twice. */
    byIdentity: (contestId: number, hmacs: readonly Buffer[], places: Places, limit: number) => sql<PersonRow[]>`
      select ${columns} from ${people} where c.contest_id = ${contestId} and c.erased_at is null and c.id in (
        select i.contestant_id from contestant_identities i where i.contest_id = ${contestId} and i.hmac = any(${bytesArrayOf(hmacs, (hmac) => hmac)}::text::bytea[]))
        ${within(places)} limit ${limit}`,
    changes: (contestId: number, id: string) => sql<ChangeRow[]>`
      select number, at, by, sealed from person_changes where contest_id = ${contestId} and contestant_id = ${id} order by number`,
    attempts: (contestId: number, id: string) => sql<AttemptMoment[]>`
      select id, started_at as "startedAt", closed_at as "closedAt", state from attempts
      where contest_id = ${contestId} and contestant_id = ${id} and round_id in (select r.id from rounds r where r.contest_id = ${contestId}) order by started_at`,
    /** Where the person stands, for whoever asks whether they may. */
    async unitOf(contestId: number, id: string): Promise<number | undefined> {
      const [row] = await sql<{ unitId: number }[]>`select unit_id as "unitId" from contestants where contest_id = ${contestId} and id = ${id}`
      return row?.unitId
    },
    /** Nobody starts, is erased or is corrected meanwhile; what the work answers is recorded at the end. */
    async hold<Result>(
      contestId: number,
      id: string,
      by: ActBy,
      work: (transaction: TransactionSql, row: PersonRow | undefined) => Promise<{ result: Result; acts: readonly Act[] }>,
    ): Promise<Result> {
      return sql.begin(async (transaction) => {
        await transaction`select from contestants where contest_id = ${contestId} and id = ${id} for update`
        const [row] = await transaction<PersonRow[]>`select ${columns} from ${people} where c.contest_id = ${contestId} and c.id = ${id}`
        const { result, acts } = await work(transaction, row)
        await recordActs(transaction, by, acts)
        return result
      }) as Promise<Result>
    },
    record: (by: ActBy, acts: readonly Act[]) => sql.begin((transaction) => recordActs(transaction, by, acts)),
  }
}

/** The subtrees in which somebody may look for people of a contest; null where its own unit lets them see everybody. */
export function subtreesFor(paths: readonly UnitPath[], contestPath: UnitPath): string[] | null {
  const covers = (path: UnitPath) => path === null || (contestPath !== null && (contestPath === path || contestPath.startsWith(`${path}.`)))
  return paths.some(covers) ? null : paths.filter((path) => path !== null)
}
