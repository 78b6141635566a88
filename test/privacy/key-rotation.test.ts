import { expect, test } from 'vitest'
import type { MyData } from '../../server/contract/privacy.ts'
import type { ActBy } from '../../server/features/audit/act.ts'
import { freshDatabase } from '../helpers/databases.ts'
import { eventually } from '../helpers/eventually.ts'
import { aParticipant, aRegistration, call } from '../helpers/participant.ts'
import { logInAs } from '../helpers/staff.ts'
import { startTestApp, testSecret } from '../helpers/test-app.ts'
import { seedContest } from '../helpers/test-contest.ts'

const [oldest, newest] = [testSecret, 'another-secret-of-more-than-thirty-two-characters']
const operator: ActBy = { kind: 'operator', id: null, name: 'operator', from: null, requestId: null, atMs: Date.now() }

test('keys are rotated while people come and go: everybody is found and readable before, during and afterwards', async () => {
  const url = await freshDatabase()
  const before = await startTestApp({ databaseUrl: url, secret: oldest })
  const contest = await seedContest(before)
  const an = await aParticipant(before.origin, contest, { fullName: 'Nguyễn Văn An', phone: '0912000301' })
  const gone = await aParticipant(before.origin, contest, { phone: '0912000302' })
  const data = (origin: string, token: string) => call<MyData>(origin, 'GET', `/api/v1/contests/${contest.slug}/me/data`, { token })
  await call(before.origin, 'POST', `/api/v1/contests/${contest.slug}/me/data/erasure`, { token: gone.token, body: { isUnderstood: true } })

  // the old process still runs while the new one begins to use the new secret
  const during = await startTestApp({ databaseUrl: url, secret: newest, formerSecrets: oldest })
  const register = (origin: string, phone: string) =>
    call(origin, 'POST', `/api/v1/contests/${contest.slug}/registrations`, { body: aRegistration(contest.unitIds.C1 as number, { phone }) })
  const late = await register(before.origin, '0912000303')
  expect((await register(during.origin, '0912000303')).problem.code).toBe('REGISTRATION_REFUSED')
  const early = await register(during.origin, '0912000304')
  expect((await register(before.origin, '0912000304')).problem.code).toBe('REGISTRATION_REFUSED')
  expect([late.status, early.status]).toEqual([201, 201])
  expect((await data(during.origin, an.token)).body.person.fullName).toBe('Nguyễn Văn An')

  const [one, other] = await Promise.all([during.app.features.rotateKeys(operator), during.app.features.rotateKeys(operator)])
  expect((one?.keys ?? 0) + (other?.keys ?? 0)).toBe(2)
  const again = await during.app.features.rotateKeys(operator)
  expect(again).toEqual({ keys: 0, identities: 0, unreadable: 0 })

  const owner = await logInAs(during, 'owner')
  const found = async (query: string) =>
    (await owner.ask<{ people: unknown[] }>('GET', `/contests/${contest.slug}/people?${query}`)).body.people.length
  expect([await found('name=an+nguyen'), await found('phone=0912000301')]).toEqual([3, 1])
  const rejoin = { phone: '0912000301', rejoinCode: an.registered?.rejoinCode }
  expect((await call(during.origin, 'POST', `/api/v1/contests/${contest.slug}/rejoin`, { body: rejoin })).status).toBe(200)
  for (const phone of ['0912000301', '0912000302', '0912000303', '0912000304'])
    expect((await register(during.origin, phone)).problem.code, phone).toBe('REGISTRATION_REFUSED')

  // the identity of whoever was erased could only be wrapped; everybody else no longer needs the old secret
  const chains = await during.database.sql<{ chain: number; count: number }[]>`
    select cardinality(key_ids) as chain, count(*)::integer as count from contestant_identities group by 1 order by 1`
  expect([...chains]).toEqual([
    { chain: 1, count: 3 },
    { chain: 2, count: 1 },
  ])
  const after = await startTestApp({ databaseUrl: url, secret: newest })
  const { body } = await call<{ contestantToken: string }>(after.origin, 'POST', `/api/v1/contests/${contest.slug}/rejoin`, { body: rejoin })
  expect((await data(after.origin, body.contestantToken)).body.person).toMatchObject({ fullName: 'Nguyễn Văn An', phone: '0912000301' })
})

test('a lost secret takes the names with it, and no board', async () => {
  const url = await freshDatabase()
  const before = await startTestApp({ databaseUrl: url, secret: oldest })
  const contest = await seedContest(before)
  const person = await aParticipant(before.origin, contest)
  await person.attempt((await person.start()).body).submit()
  const after = await startTestApp({ databaseUrl: url, secret: newest })
  const names = await eventually('the board shows the attempt', async () => {
    await after.app.features.reconciler.run()
    const { body } = await call<{ rows: { name: string }[] }>(after.origin, 'GET', `/api/v1/contests/${contest.slug}/boards/${contest.roundId}`)
    return body.rows.length > 0 && body.rows.map(({ name }) => name)
  })
  expect(names).toEqual([''])
  expect((await after.app.features.rotateKeys(operator)).unreadable).toBe(1)
})

test('whoever registered before personal data were sealed is sealed at the first start, once', async () => {
  const running = await startTestApp()
  const contest = await seedContest(running)
  const { sql } = running.database
  const [row] = await sql<{ id: string }[]>`
    insert into contestants (contest_id, id, action_id, request_digest, seed, unit_id, device, consents, registered_at)
    values (${contest.contestId}, gen_random_uuid(), gen_random_uuid(), '\\x00', '\\x00', ${contest.unitIds.C1 as number}, 'a-device', '[]', now()) returning id`
  await sql`insert into contestants_unsealed values (${contest.contestId}, ${row?.id ?? ''}, 'Bùi Thị Xưa', '1990-01-01', '0912000399')`
  const sealed = await Promise.all([running.app.features.sealUnsealed(), running.app.features.sealUnsealed()])
  expect(sealed.toSorted()).toEqual([0, 1])
  expect(await sql`select 1 from contestants_unsealed`).toHaveLength(0)
  const [named] = await running.app.features.contestants.namesOf(contest.contestId, [row?.id ?? ''])
  expect(named).toMatchObject({ fullName: 'Bùi Thị Xưa' })
  const taken = await call(running.origin, 'POST', `/api/v1/contests/${contest.slug}/registrations`, {
    body: aRegistration(contest.unitIds.C1 as number, { phone: '0912000399' }),
  })
  expect(taken.problem.code).toBe('REGISTRATION_REFUSED')
})
