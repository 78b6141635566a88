import { beforeAll, describe, expect, test } from 'vitest'
import { type Action, type Role, roles } from '../../server/contract/access.ts'
import { type Actor, can, pathsWhere, type UnitPath } from '../../server/features/access/can.ts'
import { keyActions } from '../../server/features/access/key-actions.ts'
import { afterFile } from '../helpers/after-file.ts'
import type { Answer } from '../helpers/participant.ts'
import { recordingDatabase } from '../helpers/recorded-statements.ts'
import { logInAs } from '../helpers/staff.ts'
import {
  type Ask,
  addressOf,
  aFullKey,
  asking,
  bodyFor,
  type Operation,
  openProbeStage,
  type Place,
  type ProbeStage,
  secretMark,
} from './probe-stage.ts'

type Prober = { ask: Ask; actor: Actor }

/** Open to whoever may do it at some place: the service keeps to those places. */
const isBroad = ({ subject }: Operation) => subject === 'anywhere' || subject === 'contest-branches'
const named = (operation: Operation) => !isBroad(operation) && !['installation', 'self'].includes(operation.subject)
const isLook = ({ method }: Operation) => method === 'GET'
/** A refusal or an answer as somebody outside sees it: everything but the number of the request. */
const seen = ({ status, body }: Answer<unknown>) => JSON.stringify([status, body]).replace(/"requestId":"[^"]*"/, '')
const codeOf = ({ status, problem }: Answer<unknown>) => (status < 400 ? String(status) : `${status} ${problem?.code}`)

async function send(stage: ProbeStage, { ask }: Prober, operation: Operation, place: Place): Promise<Answer<unknown>> {
  const things = stage.things[place]
  return ask(operation.method, addressOf(operation, things), bodyFor(operation, things))
}

type Note = (operation: Operation, place: string, answer: Answer<unknown>, isRight: boolean) => void

/** Collects what is wrong with the answers that an actor gets, one line each. */
function complaints(here: UnitPath): { wrong: string[]; note: Note } {
  const wrong: string[] = []
  const note: Note = ({ method, path, action, subject }, place, answer, isRight) => {
    const line = `${method} ${path} (${action}, ${subject}) ${place}: ${codeOf(answer)}`
    if (!isRight || answer.status >= 500) wrong.push(line)
    if (here !== null && JSON.stringify(answer.body ?? '').includes(secretMark)) wrong.push(`${line} tells the secret`)
  }
  return { wrong, note }
}

const asked = (stage: ProbeStage) => stage.operations.filter(({ action }) => action !== 'self')

/** Whatever must be refused to this actor. Nothing of it changes anything. */
async function probeRefusals(stage: ProbeStage, prober: Prober, here: UnitPath): Promise<string[]> {
  const { wrong, note } = complaints(here)
  const compare = async (operation: Operation, place: string, isRefused: (answer: Answer<unknown>) => boolean, where: Place = 'outside') => {
    const [there, nowhere] = [await send(stage, prober, operation, where), await send(stage, prober, operation, 'nowhere')]
    note(operation, place, there, isRefused(there))
    note(operation, `${place}, not as nowhere (${codeOf(nowhere)})`, there, seen(there) === seen(nowhere))
  }
  for (const operation of asked(stage)) {
    const action = operation.action as Action
    const isAllowed = isBroad(operation) ? pathsWhere(prober.actor, action).length > 0 : can(prober.actor, action, [placeOf(operation, here)])
    // what no key can hold is refused to a key before anybody looks where it stands
    const isForNoKey = prober.actor.kind === 'api-key' && !operation.isForKeys
    if (named(operation) && here !== null) await compare(operation, 'outside', ({ status }) => status === (isForNoKey ? 403 : 404))
    // whoever may do it nowhere is told so before anybody looks which contest it is
    const refusal = isForNoKey || (isBroad(operation) && !isAllowed) ? 403 : 404
    if (operation.path.includes('{slug}') && here !== null) await compare(operation, 'a draft', ({ status }) => status === refusal, 'draft')
    if (!isAllowed) {
      const answer = await send(stage, prober, operation, 'inside')
      note(operation, 'not allowed', answer, codeOf(answer) === '403 FORBIDDEN')
    } else if (here !== null && operation.body?.properties && 'unitId' in operation.body.properties && !named(operation))
      await compare(operation, 'for a unit outside', ({ status }) => status >= 400)
  }
  return wrong
}

/** Routes at which the service decides further, by what the body says: here all but owners may be refused after all. */
const decidedFurther = ['POST /accounts/{accountId}/grants', 'PUT /role-rules/{role}', 'POST /bank/transitions']

/** What is allowed to this actor is not refused, and tells nothing of what lies outside. */
async function probeAllowed(stage: ProbeStage, prober: Prober, here: UnitPath, isWanted: (operation: Operation) => boolean): Promise<string[]> {
  const { wrong, note } = complaints(here)
  for (const operation of asked(stage).filter(isWanted)) {
    if (!can(prober.actor, operation.action as Action, [placeOf(operation, here)])) continue
    const answer = await send(stage, prober, operation, 'inside')
    const isOwner = prober.actor.grants.some((grant) => 'role' in grant && grant.role === 'owner')
    const mayBeRefused = isBroad(operation) || (!isOwner && decidedFurther.includes(`${operation.method} ${operation.path}`))
    note(operation, 'allowed', answer, answer.status !== 401 && (mayBeRefused || answer.problem?.code !== 'FORBIDDEN'))
  }
  return wrong
}

const placeOf = ({ subject }: Operation, here: UnitPath): UnitPath => (subject === 'installation' ? null : here)

const closing = afterFile()
let stage: ProbeStage
beforeAll(async () => {
  stage = await openProbeStage(closing)
})

describe('as each role, over one commune and over everything, at every route of the staff', () => {
  const everywhere = roles.map((role) => [role, 'everything'] as const)
  const somewhere = roles.filter((role) => role !== 'owner').map((role) => [role, 'one commune'] as const)
  const probers = new Map<string, Prober & { here: UnitPath }>()
  async function proberOf(role: Role, where: 'everything' | 'one commune') {
    const known = probers.get(`${role} ${where}`)
    if (known) return known
    const { T, X1 } = stage.unitIds
    const here = where === 'everything' ? null : `${T}.${X1}`
    const staff = await logInAs(stage, role, here === null ? undefined : X1)
    const actor: Actor = { kind: 'staff', id: staff.id, name: role, grants: [{ role, path: here }] }
    const prober = { ask: asking(stage.origin, staff.headers), actor, here }
    probers.set(`${role} ${where}`, prober)
    return prober
  }

  test.each([...somewhere, ...everywhere])('%s over %s: what is refused', async (role, where) => {
    const prober = await proberOf(role, where)
    expect(await probeRefusals(stage, prober, prober.here)).toEqual([])
  })
  test.each([...somewhere, ...everywhere])('%s over %s: what may be looked at', async (role, where) => {
    const prober = await proberOf(role, where)
    expect(await probeAllowed(stage, prober, prober.here, isLook)).toEqual([])
  })
  // at the end, for it changes what the others looked at
  test.each([...somewhere, ...everywhere])('%s over %s: what may be changed', async (role, where) => {
    const prober = await proberOf(role, where)
    expect(await probeAllowed(stage, prober, prober.here, (operation) => !isLook(operation))).toEqual([])
  })
})

describe('whoever is no member of the staff', () => {
  const all = (ask: Ask) =>
    Promise.all(stage.operations.map(async (operation) => [operation, await send(stage, { ask } as Prober, operation, 'inside')] as const))

  test('the description names every parameter, and the probe is not empty', () => {
    expect(stage.operations.length).toBeGreaterThan(80)
    expect(stage.operations.filter(named).length).toBeGreaterThan(20)
  })

  test('without a session every route answers that one is needed', async () => {
    const answers = await all(asking(stage.origin, { 'x-hoithi': '1' }))
    for (const [{ method, path }, answer] of answers) expect([method, path, codeOf(answer)]).toEqual([method, path, '401 LOGIN_REQUIRED'])
  })

  test('with a session but from a page elsewhere nothing is changed: not without the header, not from a foreign origin', async () => {
    const { cookie } = stage.owner.headers
    for (const headers of [{ cookie }, { cookie, 'x-hoithi': '1', origin: 'https://evil.example' }, { cookie, 'x-hoithi': '0' }]) {
      const answers = await all(asking(stage.origin, headers as Record<string, string>))
      for (const [{ method, path }, answer] of answers.filter(([{ method }]) => method !== 'GET'))
        expect([method, path, codeOf(answer)]).toEqual([method, path, '403 ORIGIN_NOT_ALLOWED'])
    }
  })

  test('an account without any role may do nothing but look after itself', async () => {
    const nobody = await logInAs(stage, 'support', stage.unitIds.X1)
    await stage.database.sql`delete from account_grants where account_id = ${nobody.id}`
    for (const operation of stage.operations.filter(({ action }) => action !== 'self')) {
      const answer = await send(stage, { ask: asking(stage.origin, nobody.headers) } as Prober, operation, 'inside')
      expect([operation.path, answer.status === 404 || answer.problem?.code === 'FORBIDDEN']).toEqual([operation.path, true])
    }
  })

  test('a key of another system: what it holds inside, the rest refused, outside is not there', async () => {
    const ask = aFullKey(stage)
    const path = `${stage.unitIds.T}.${stage.unitIds.X1}`
    const actor: Actor = { kind: 'api-key', id: 0, name: 'key', grants: [{ actions: keyActions, path }] }
    expect(await probeRefusals(stage, { ask, actor }, path)).toEqual([])
    expect(await probeAllowed(stage, { ask, actor }, path, isLook)).toEqual([])
    for (const operation of stage.operations.filter(({ isForKeys }) => !isForKeys)) {
      const answer = await send(stage, { ask } as Prober, operation, 'inside')
      expect([operation.path, codeOf(answer)]).toEqual([operation.path, '403 FORBIDDEN'])
    }
  })

  test('no body takes a field that the caller may not set', async () => {
    const planted = { id: 1, role: 'owner', accountId: 1, grantedBy: 1, passwordHash: 'x', disabledAt: null, isOwner: true }
    const open: string[] = []
    for (const operation of stage.operations.filter(({ body }) => body?.type === 'object')) {
      for (const [field, value] of Object.entries(planted)) {
        if (operation.body?.properties && field in operation.body.properties) continue
        const things = stage.things.inside
        const body = { ...(bodyFor(operation, things) as object), [field]: value }
        const answer = await asking(stage.origin, stage.owner.headers)(operation.method, addressOf(operation, things), body)
        if (codeOf(answer) !== '400 BAD_REQUEST') open.push(`${operation.method} ${operation.path} takes ${field}`)
      }
    }
    expect(open).toEqual([])
  })
})

test('PostgreSQL is asked the same for what is outside and for what is not there: the time tells nothing', async () => {
  const recorded: { take?: () => string[] } = {}
  const recordedStage = await openProbeStage(undefined, {
    wrapDatabase(database) {
      const recording = recordingDatabase(database)
      recorded.take = recording.take
      return recording.database
    },
  })
  const staff = await logInAs(recordedStage, 'organizer', recordedStage.unitIds.X1)
  // contests and units are public and known to every process; what is secret is read anew each time
  const secret = recordedStage.operations.filter(({ subject }) => ['account', 'key', 'portal'].includes(subject))
  expect(secret.length).toBeGreaterThan(10)
  for (const operation of secret) {
    const statements = []
    for (const place of ['outside', 'nowhere'] as const) {
      recorded.take?.()
      await send(recordedStage, { ask: staff.ask } as Prober, operation, place)
      statements.push(recorded.take?.().filter((text) => /\b(accounts|api_keys|portals)\b/.test(text) && !/\bcontests\b/.test(text)))
    }
    expect(statements[0]?.length).toBeGreaterThan(0)
    expect([operation.path, statements[0]]).toEqual([operation.path, statements[1]])
  }
})
