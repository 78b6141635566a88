import type { AttemptState } from '../../contract/contestants.ts'
import type { Database } from '../../database/client.ts'

export type NewContestant = {
  contestId: number
  id: string
  actionId: string
  requestDigest: Buffer
  identityHmac: Buffer
  seed: Buffer
  fullName: string
  birthDate: string
  phone: string
  unitId: number
  device: string
  consents: { id: string; version: number; at: string }[]
  registeredAt: Date
}
export type ContestantRow = { id: string; fullName: string; unitId: number; rejoinNumber: number; requestDigest: Buffer }
export type AttemptRowOfPerson = {
  id: string
  roundId: number
  attemptNo: number
  state: AttemptState
  startedAt: Date
  closedAt: Date | null
  scoreThousandths: number | null
}

export type ContestantsStore = {
  /** Undefined when the action or the identity is already there: the constraints decide. */
  add(contestant: NewContestant): Promise<ContestantRow | undefined>
  findByAction(contestId: number, actionId: string): Promise<ContestantRow | undefined>
  findByIdentity(contestId: number, identityHmac: Buffer): Promise<ContestantRow | undefined>
  find(contestId: number, id: string): Promise<ContestantRow | undefined>
  attemptsOf(contestId: number, contestantId: string): Promise<AttemptRowOfPerson[]>
  namesOf(contestId: number, ids: readonly string[]): Promise<{ id: string; fullName: string; unitId: number }[]>
  countByContest(): Promise<Map<number, number>>
}

export function createContestantsStore({ sql }: Database): ContestantsStore {
  const columns = sql`id, full_name as "fullName", unit_id as "unitId", rejoin_number as "rejoinNumber", request_digest as "requestDigest"`
  return {
    async add(row) {
      const [added] = await sql<ContestantRow[]>`
        insert into contestants (contest_id, id, action_id, request_digest, identity_hmac, seed, full_name, birth_date, phone, unit_id, device, consents, registered_at)
        values (${row.contestId}, ${row.id}, ${row.actionId}, ${row.requestDigest}, ${row.identityHmac}, ${row.seed}, ${row.fullName}, ${row.birthDate},
          ${row.phone}, ${row.unitId}, ${row.device}, ${sql.json(row.consents)}, ${row.registeredAt})
        on conflict do nothing returning ${columns}`
      return added
    },
    async findByAction(contestId, actionId) {
      const [row] = await sql<ContestantRow[]>`select ${columns} from contestants where contest_id = ${contestId} and action_id = ${actionId}`
      return row
    },
    async findByIdentity(contestId, identityHmac) {
      const [row] = await sql<ContestantRow[]>`select ${columns} from contestants where contest_id = ${contestId} and identity_hmac = ${identityHmac}`
      return row
    },
    async find(contestId, id) {
      const [row] = await sql<ContestantRow[]>`select ${columns} from contestants where contest_id = ${contestId} and id = ${id}`
      return row
    },
    attemptsOf: (contestId, contestantId) => sql<AttemptRowOfPerson[]>`
      select id, round_id as "roundId", attempt_no as "attemptNo", state, started_at as "startedAt", closed_at as "closedAt", score_thousandths as "scoreThousandths"
      from attempts
      where contest_id = ${contestId} and contestant_id = ${contestantId} and round_id in (select r.id from rounds r where r.contest_id = ${contestId})
      order by started_at`,
    namesOf: (contestId, ids) => sql<{ id: string; fullName: string; unitId: number }[]>`
      select id, full_name as "fullName", unit_id as "unitId" from contestants where contest_id = ${contestId} and id = any(${`{${ids.join()}}`}::text::uuid[])`,
    async countByContest() {
      const rows = await sql<
        { contestId: number; count: number }[]
      >`select contest_id as "contestId", count(*)::integer as count from contestants group by contest_id`
      return new Map(rows.map((row) => [row.contestId, row.count]))
    },
  }
}
