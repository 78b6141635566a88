import { beforeAll, expect, test } from 'vitest'
import { afterFile } from '../helpers/after-file.ts'
import { aParticipant, call } from '../helpers/participant.ts'
import type { Schema } from '../helpers/sample-for-schema.ts'
import { addressOf, asking, openProbeStage, type ProbeStage } from './probe-stage.ts'

const closing = afterFile()
let stage: ProbeStage
beforeAll(async () => {
  stage = await openProbeStage(closing)
})

/** What tells of somebody who takes part, by the name of a field. */
const personal = ['fullName', 'birthDate', 'phone', 'email', 'idNumber', 'guardian']
/** Beside one of these a name is that of a contestant. */
const ofContestants = ['contestantId', 'place', 'lot', 'standing']

/** The fields of an answer that can tell who somebody is. */
function tellingFields(schema: Schema | undefined): string[] {
  if (!schema) return []
  const { properties = {}, items, anyOf = [], oneOf = [], allOf = [] } = schema
  const own = Object.keys(properties)
  const names = own.some((name) => ofContestants.includes(name)) ? own.filter((name) => name === 'name') : []
  const below = [...Object.values(properties), ...(items ? [items] : []), ...anyOf, ...oneOf, ...allOf]
  return [...own.filter((name) => personal.includes(name)), ...names, ...below.flatMap(tellingFields)]
}

/** Offices and colleagues, and the settings of a contest: no contestant is in them. */
const aboutNobody = /^\S+ (?:\/units|\/accounts|\/contests\/\{slug\}\/privacy)\b/

/** Each of these records what staff saw before it answers; other tests hold most of them to it, one by one. */
const knownToTheLog = [
  'GET /bank/impacts/{impactId}',
  'GET /contests/{slug}/amendments/{keyNumber}/scores',
  'GET /contests/{slug}/awards',
  'GET /contests/{slug}/boards',
  'GET /contests/{slug}/contestants/{contestantId}/places',
  'GET /contests/{slug}/people',
  'GET /contests/{slug}/people/{contestantId}',
  'GET /contests/{slug}/rounds/{roundId}/boards',
  'GET /contests/{slug}/rounds/{roundId}/prediction-truth',
  'PATCH /contests/{slug}/people/{contestantId}',
  'POST /bank/revisions/{revisionId}/impacts',
  'POST /contests/{slug}/awards/checks',
  'POST /contests/{slug}/awards/decision',
  'POST /contests/{slug}/awards/publication',
  'POST /contests/{slug}/awards/ties',
  'PUT /contests/{slug}/rounds/{roundId}/prediction-truth',
]

type Described = { 'x-action'?: string; responses: Record<string, { content?: Record<string, { schema?: Schema }> }> }

test('whatever can tell staff who somebody is, by its description, is known to be in the log', async () => {
  const { body } = await call<{ paths: Record<string, Record<string, Described>> }>(stage.origin, 'GET', '/openapi.json')
  const telling = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { 'x-action': action, responses }]) => {
      const found = Object.entries(responses)
        .filter(([status]) => status.startsWith('2'))
        .flatMap(([, { content }]) => Object.values(content ?? {}).flatMap(({ schema }) => tellingFields(schema)))
      return action && found.length > 0 ? [`${method.toUpperCase()} ${path.replace('/api/v1/staff', '')}`] : []
    }),
  )
  // a new one here calls looks.record, or records an act of its own, and then stands in the list
  expect(telling.filter((route) => !aboutNobody.test(route)).sort()).toEqual(knownToTheLog)
})

test('no page answers staff with somebody’s name or number without an entry in the log', async () => {
  const person = { fullName: 'Khuất Thị Bóng', phone: '0912888777' }
  const inside = stage.things.inside
  const [contest] = await stage.database.sql<{ id: number }[]>`select id from contests where slug = ${inside.slug}`
  const { device, start, attempt } = await aParticipant(
    stage.origin,
    { slug: inside.slug, roundId: inside.roundId, unitIds: stage.unitIds },
    { ...person, unitId: inside.unitId },
  )
  const started = (await start()).body
  await attempt(started).submit()
  await stage.app.features.reconciler.run()
  const [row] = await stage.database.sql<{ id: string }[]>`select id from contestants where device = ${device}`
  const things = { ...inside, contestantId: row?.id ?? '', attemptId: started.attemptId }
  await stage.database.sql`
    insert into integrity_findings (contest_id, id, round_id, kind, subject, attempt_ids, evidence, opened_at)
    values (${contest?.id ?? 0}, gen_random_uuid(), ${inside.roundId}, 'too-fast', 'x', ${`{${started.attemptId}}`}::text::uuid[], '{}', now())`
  const entries = async () => {
    const [counted] = await stage.database.sql<{ count: number }[]>`
      select count(*)::integer as count from audit_log where act ~ '[.](look|search|export)$'`
    return counted?.count ?? 0
  }
  const ask = asking(stage.origin, stage.owner.headers)
  const told: string[] = []
  const silent: string[] = []
  for (const operation of stage.operations.filter(({ method }) => method === 'GET')) {
    const before = await entries()
    const path = operation.path === '/contests/{slug}/people' ? `/contests/${inside.slug}/people?phone=${person.phone}` : addressOf(operation, things)
    const { body } = await ask('GET', path)
    const answer = typeof body === 'string' ? body : JSON.stringify(body ?? '')
    if (!Object.values(person).some((secret) => answer.includes(secret))) continue
    told.push(operation.path)
    if ((await entries()) === before) silent.push(`${operation.path} names a person, and the log does not know it: call looks.record`)
  }
  expect(silent).toEqual([])
  expect(told.sort()).toEqual([
    '/contests/{slug}/findings',
    '/contests/{slug}/people',
    '/contests/{slug}/people/{contestantId}',
    '/contests/{slug}/people/{contestantId}/consents',
    '/contests/{slug}/rounds/{roundId}/boards',
  ])
})
