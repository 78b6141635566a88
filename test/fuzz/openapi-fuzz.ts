import type { Sql } from 'postgres'
import { problems } from '../../server/contract/errors.ts'
import { createDrillRandom, type DrillRandom } from '../drills/drill-random.ts'
import { aParticipant } from '../helpers/participant.ts'
import { type Operation, readOperations } from './api-operations.ts'
import { anIdentity, type Identity, makeIdentities } from './fuzz-identities.ts'
import { createFuzzLine, type Heard } from './fuzz-line.ts'
import { type MadeRequest, malformedRequest } from './malformed-request.ts'
import { openDoor } from './open-door.ts'
import { createSeen } from './seen-values.ts'

type FuzzOptions = {
  origin: string
  sql: Sql
  contest: { slug: string; roundId: number; unitIds: Record<string, number> }
  seed: string
  requests: number
  say(line: string): void
}
export type FuzzResult = { failures: string[]; figures: Record<string, number> }

const atOnce = 8
/** What is asked may end sessions, take grants away, close attempts: now and then everybody comes anew. */
const newPeopleEvery = 1_000
const rawEvery = 100

/** Malformed requests made of the API's own description, by everybody who can ask. */
export async function fuzzOpenapi({ origin, sql, contest, seed, requests, say }: FuzzOptions): Promise<FuzzResult> {
  const operations = await readOperations(origin)
  const line = createFuzzLine(origin, atOnce)
  const seen = createSeen({ slug: [contest.slug], contest: [contest.slug], roundId: [contest.roundId], unitId: Object.values(contest.unitIds) })
  const failures: string[] = []
  const statuses = new Map<number, number>()
  const reached = new Set<string>()
  let people = await makeIdentities(sql, origin, contest)
  let next = 0
  let isRenewing = false

  /** Somebody's session was ended by what was asked before, or it is simply time. */
  async function renewPeople(): Promise<void> {
    if (isRenewing) return
    isRenewing = true
    people = await makeIdentities(sql, origin, contest)
    isRenewing = false
  }

  async function ask(index: number): Promise<void> {
    const random = createDrillRandom(seed, `request ${index}`)
    if (index % rawEvery === rawEvery - 1) return askRaw(random)
    const operation = random.pick(operations)
    const identity = anIdentity(people, operation.guards, random)
    const request = malformedRequest(operation, random, seen)
    request.headers = { ...request.headers, ...identity.headers }
    try {
      const heard = await line.send(request)
      statuses.set(heard.status, (statuses.get(heard.status) ?? 0) + 1)
      if (heard.status < 300) reached.add(`${operation.method} ${operation.path}`)
      if (heard.status === 401 && people.includes(identity) && heard.body.includes('LOGIN_REQUIRED') && operation.guards.includes('staff'))
        await renewPeople()
      const wrong = faultOf(heard)
      if (wrong) failures.push(told(index, operation, identity, request, wrong))
      if (heard.status < 300 && heard.type.startsWith('application/json')) seen.learn(JSON.parse(heard.body.toString('utf8')))
    } catch (error) {
      failures.push(told(index, operation, identity, request, String(error)))
    }
  }

  async function askRaw(random: DrillRandom): Promise<void> {
    const said = await line.raw(Buffer.from(random.pick(rawRequests), 'latin1')).catch((error: unknown) => String(error))
    if (!/^(HTTP\/1\.1 [234]\d\d|$)/.test(said)) failures.push(`raw bytes were answered: ${said.slice(0, 200)}`)
  }

  try {
    const askers = Array.from({ length: atOnce }, async () => {
      while (next < requests && failures.length < 200) {
        const index = next++
        if (index % newPeopleEvery === newPeopleEvery - 1) await renewPeople()
        await ask(index)
        if ((index + 1) % 10_000 === 0) say(`${index + 1} requests, ${failures.length} failures`)
      }
    })
    await Promise.all(askers)
    failures.push(...(await stillRight(sql, origin, contest)))
  } finally {
    line.close()
  }
  const counted = Object.fromEntries([...statuses].sort(([a], [b]) => a - b).map(([status, count]) => [`answered ${status}`, count]))
  return { failures, figures: { requests: next, routes: operations.length, routesThatSaidYes: reached.size, ...counted } }
}

/** Refusals are problem details with a code of the table; nothing is a fault of ours. */
function faultOf({ status, type, body }: Heard): string | undefined {
  if (status >= 500 && status !== 503) return `${status} ${body.toString('utf8').slice(0, 300)}`
  if (status < 400) return undefined
  if (!type.startsWith('application/problem+json')) return `${status} as ${type || 'nothing'}: ${body.toString('utf8').slice(0, 200)}`
  const { code } = JSON.parse(body.toString('utf8')) as { code: string }
  return code in problems ? undefined : `an unknown code ${code}`
}

const rawRequests = [
  'GET / HTTP/1.1\r\n\r\n',
  'GET /api/v1/contests/a\u0000b HTTP/1.1\r\nHost: a\r\n\r\n',
  'POST /api/v1/staff/session HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'POST /api/v1/staff/session HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n',
  'POST /api/v1/staff/session HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n{}',
  `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
  `GET / HTTP/1.1\r\nHost: a\r\n${'x: y\r\n'.repeat(3_000)}\r\n`,
  'FROB / HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET http://[::1 HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET //evil.example/%2e%2e HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
  '\u0016\u0003\u0001\u0002\u0000',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
]

function told(index: number, { method, path }: Operation, { what }: Identity, request: MadeRequest, wrong: string): string {
  const body = request.body?.toString('utf8').slice(0, 600) ?? ''
  return `request ${index}: ${method} ${path} as ${what}: ${wrong} ← ${request.path.slice(0, 300)} ${request.headers['content-type'] ?? ''} ${body}`
}

/** After all of it somebody new takes part as if nothing had happened. */
async function stillRight(sql: Sql, origin: string, contest: FuzzOptions['contest']): Promise<string[]> {
  const ready = await fetch(`${origin}/readyz`)
  if (ready.status !== 200) return [`/readyz says ${ready.status} afterwards`]
  const person = await aParticipant(origin, contest, await openDoor(sql, origin, contest.slug))
  const attempt = person.attempt((await person.start()).body)
  const saved = await attempt.save([person.aTap(0, 0)])
  const receipt = await attempt.submit()
  return saved.status === 200 && receipt.status === 200 ? [] : [`afterwards a save is answered ${saved.status} and a submission ${receipt.status}`]
}
