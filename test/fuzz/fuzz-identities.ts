import { createHash, randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { roles } from '../../server/contract/access.ts'
import type { DrillRandom } from '../drills/drill-random.ts'
import { aParticipant } from '../helpers/participant.ts'
import { openDoor } from './open-door.ts'

export type Identity = { what: string; headers: Record<string, string> }
type FuzzContest = { slug: string; roundId: number; unitIds: Record<string, number> }

/** Everybody who can ask: each role over everything and over a branch, people who take part, and those who are nobody. */
export async function makeIdentities(sql: Sql, origin: string, contest: FuzzContest): Promise<Identity[]> {
  const cookie = async (role: string, unitId: number | null): Promise<Identity> => {
    const [username, secret] = [`fuzz-${randomUUID().slice(0, 18)}`, randomUUID()]
    await sql.begin(async (transaction) => {
      const [account] = await transaction<
        { id: number }[]
      >`insert into accounts (username, display_name) values (${username}, ${username}) returning id`
      const id = account?.id ?? 0
      await transaction`insert into account_grants (account_id, role, unit_id) values (${id}, ${role}, ${unitId})`
      await transaction`
        insert into account_sessions (secret_hash, account_id, expires_at) values (${createHash('sha256').update(secret).digest()}, ${id}, now() + interval '9 hours')`
    })
    return { what: `${role}${unitId === null ? '' : ' of a branch'}`, headers: { cookie: `hoithi_session=${secret}` } }
  }
  const staff = await Promise.all([
    ...roles.map((role) => cookie(role, null)),
    ...roles.filter((role) => role !== 'owner').map((role) => cookie(role, contest.unitIds.X1 as number)),
  ])
  const people: Identity[] = []
  for (let count = 0; count < 3; count += 1) {
    const person = await aParticipant(origin, contest, await openDoor(sql, origin, contest.slug))
    const { attemptToken } = (await person.start()).body
    people.push({ what: 'contestant', headers: { authorization: `Bearer ${person.token}` } })
    people.push({ what: 'attempt', headers: { authorization: `Bearer ${attemptToken}` } })
  }
  return [...staff, ...people]
}

const nobody: readonly Identity[] = [
  { what: 'nobody', headers: {} },
  { what: 'an empty token', headers: { authorization: 'Bearer ' } },
  { what: 'another scheme', headers: { authorization: 'Basic YTpi' } },
  { what: 'a token of nothing', headers: { authorization: `Bearer ${'A'.repeat(51)}` } },
  { what: 'a long token', headers: { authorization: `Bearer ${'x'.repeat(6_000)}` } },
  { what: 'a made-up key', headers: { authorization: 'Bearer hk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' } },
  { what: 'a key of odd signs', headers: { authorization: 'Bearer hk_%00..//' } },
  { what: 'a made-up session', headers: { cookie: 'hoithi_session=%00%ff; hoithi_session=2' } },
  { what: 'an endless cookie', headers: { cookie: `hoithi_session=${'y'.repeat(5_000)}` } },
]

/** Mostly somebody who may be let in by this route, now and then anybody. */
export function anIdentity(all: readonly Identity[], guards: readonly string[], random: DrillRandom): Identity {
  const fitting = all.filter(({ what, headers }) => guards.includes(what) || (guards.includes('staff') && headers.cookie !== undefined))
  if (random.percent(15)) return random.pick(nobody)
  if (random.percent(20) || fitting.length === 0) return random.pick(all)
  return guards.includes('staff') && random.percent(50) ? (all[0] as Identity) : random.pick(fitting)
}
