import type { ConsentRecord } from '../../contract/consents.ts'
import type { AttemptState } from '../../contract/contestants.ts'
import type { PublicName } from '../../contract/privacy.ts'
import { arrayOf, bytesArrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'
import type { WrappedKey } from '../../person-vault.ts'
import type { IdentityHmac, IdentityKind } from './identity-hmacs.ts'

export type StoredIdentity = IdentityHmac & { kind: IdentityKind; isReserved: boolean; sealed: Buffer | null }
export type NewContestant = {
  contestId: number
  id: string
  actionId: string
  requestDigest: Buffer
  seed: Buffer
  personal: Buffer
  publicName: PublicName
  key: WrappedKey
  nameMarks: readonly string[]
  identities: readonly StoredIdentity[]
  /** Every HMAC under which one of the identities may be reserved already. */
  refusedBy: readonly Buffer[]
  unitId: number
  device: string
  consents: ConsentRecord[]
  registeredAt: Date
  /** Where rules ask for them. */
  bornOn: string | null
  occupation: string | null
}
/** Personal and key are null together: then the person was erased. */
export type ContestantRow = {
  id: string
  personal: Buffer | null
  publicName: PublicName
  keyId: number | null
  wrapped: Buffer | null
  unitId: number
  rejoinNumber: number
  requestDigest: Buffer
}
export type AttemptRowOfPerson = {
  id: string
  roundId: number
  attemptNo: number
  state: AttemptState
  startedAt: Date
  closedAt: Date | null
  scoreThousandths: number | null
  essaysWaiting: number
}

export type ContestantsStore = {
  /** One batch of one contest: whether each was added. Not added are those whose action or identity is already there: the constraints decide. */
  add(batch: readonly NewContestant[]): Promise<boolean[]>
  findByAction(contestId: number, actionId: string): Promise<ContestantRow | undefined>
  findByIdentity(contestId: number, hmacs: readonly Buffer[]): Promise<ContestantRow | undefined>
  find(contestId: number, id: string): Promise<ContestantRow | undefined>
  attemptsOf(contestId: number, contestantId: string): Promise<AttemptRowOfPerson[]>
  findAll(contestId: number, ids: readonly string[]): Promise<ContestantRow[]>
  countByContest(): Promise<Map<number, number>>
}

export function createContestantsStore({ sql }: Database): ContestantsStore {
  const columns = sql`c.id, c.personal, c.public_name as "publicName", k.key_id as "keyId", k.wrapped, c.unit_id as "unitId",
    c.rejoin_number as "rejoinNumber", c.request_digest as "requestDigest"`
  const people = sql`contestants c left join person_keys k on k.contest_id = c.contest_id and k.contestant_id = c.id`
  return {
    async add(batch) {
      const { contestId } = batch[0] as NewContestant
      const added = await sql<{ id: string }[]>`select id from register_contestants(${contestId}, ${sql.json(batch.map(writtenRow) as never)}) as id`
      const ids = new Set(added.map((row) => row.id))
      return batch.map((row) => ids.has(row.id))
    },
    async findByAction(contestId, actionId) {
      const [row] = await sql<ContestantRow[]>`select ${columns} from ${people} where c.contest_id = ${contestId} and c.action_id = ${actionId}`
      return row
    },
    async findByIdentity(contestId, hmacs) {
      const [row] = await sql<ContestantRow[]>`
        select ${columns} from contestant_identities i join ${people} on c.contest_id = i.contest_id and c.id = i.contestant_id
        where i.contest_id = ${contestId} and i.is_reserved and i.hmac = any(${bytesArrayOf(hmacs, (hmac) => hmac)}::text::bytea[]) limit 1`
      return row
    },
    async find(contestId, id) {
      const [row] = await sql<ContestantRow[]>`select ${columns} from ${people} where c.contest_id = ${contestId} and c.id = ${id}`
      return row
    },
    attemptsOf: (contestId, contestantId) => sql<AttemptRowOfPerson[]>`
      select id, round_id as "roundId", attempt_no as "attemptNo", state, started_at as "startedAt", closed_at as "closedAt", score_thousandths as "scoreThousandths",
        essays_waiting as "essaysWaiting"
      from attempts
      where contest_id = ${contestId} and contestant_id = ${contestantId} and round_id in (select r.id from rounds r where r.contest_id = ${contestId})
      order by started_at`,
    findAll: (contestId, ids) => sql<ContestantRow[]>`
      select ${columns} from ${people} where c.contest_id = ${contestId} and c.id = any(${arrayOf(ids, String)}::text::uuid[])`,
    async countByContest() {
      const rows = await sql<
        { contestId: number; count: number }[]
      >`select contest_id as "contestId", count(*)::integer as count from contestants group by contest_id`
      return new Map(rows.map((row) => [row.contestId, row.count]))
    },
  }
}

/** As register_contestants reads it: bytes in hexadecimal. */
function writtenRow(row: NewContestant) {
  const { contestId: _contestId, requestDigest, seed, personal, key, identities, refusedBy, nameMarks, ...rest } = row
  return {
    ...rest,
    requestDigest: requestDigest.toString('hex'),
    seed: seed.toString('hex'),
    personal: personal.toString('hex'),
    keyId: key.keyId,
    wrapped: key.wrapped.toString('hex'),
    nameMarks: `{${nameMarks.join()}}`,
    identities: identities.map(({ hmac, sealed, keyIds, ...identity }) => ({
      ...identity,
      hmac: hmac.toString('hex'),
      keyIds: `{${keyIds.join()}}`,
      sealed: sealed?.toString('hex') ?? null,
    })),
    refusedBy: refusedBy.map((hmac) => hmac.toString('hex')),
  }
}
