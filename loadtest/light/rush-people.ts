import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { ContestPage, UnitList } from '../../server/contract/contests.ts'
import { type LightConnection, type LightReply, type LightRequest, lightRequest, openLightConnection } from './light-connection.ts'

// A process of its own: people who all come in the opening minute. Each fetches what a browser fetches with an empty cache, registers and
// starts. They stand behind a proxy: it holds the connections and says whose request each is.

export type RushOrder = { port: number; slug: string; people: number; withinSeconds: number; peoplePerAddress: number; connections: number }
export type StepFacts = { count: number; bytes: number; tookMs: number[]; cache: string }
export type RushReport = {
  started: number
  lastStartedSeconds: number
  waits: Record<string, number>
  refused: string[]
  steps: Record<string, { perPerson: number; bytes: number; p50Ms: number; p99Ms: number; mostMs: number; cache: string }>
  p99Ms: number
  /** What these people themselves took of the processor. */
  processorSeconds: number
}

const order = JSON.parse(process.argv[2] ?? '{}') as RushOrder
const steps = new Map<string, StepFacts>()
const waits: Record<string, number> = {}
const refused: string[] = []
let [started, lastStartedMs] = [0, 0]

/** Only what is waited for is a wait: anything else that is refused ends the person's journey. */
const mostTries = 60

async function ask(line: LightConnection, step: string, address: string, request: LightRequest, expected = 200): Promise<LightReply> {
  const text = lightRequest({ ...request, address, accepts: 'gzip, deflate, br' })
  for (let tries = 1; ; tries += 1) {
    const reply = await line.ask(text)
    if (reply.status === expected) {
      note(step, reply)
      return reply
    }
    const retryAfter = /\r\nretry-after: (\d+)/i.exec(reply.head)?.[1]
    if ((reply.status !== 503 && reply.status !== 429) || retryAfter === undefined || tries === mostTries)
      throw new Error(`${step}: ${reply.status} ${reply.body.toString('utf8').slice(0, 200)}`)
    const told = `${step} ${reply.status}`
    waits[told] = (waits[told] ?? 0) + 1
    await pause(Number(retryAfter) * 1_000)
  }
}

function note(step: string, { bytes, tookMs, head }: LightReply): void {
  const known = steps.get(step) ?? { count: 0, bytes: 0, tookMs: [], cache: /\r\ncache-control: ([^\r]+)/i.exec(head)?.[1] ?? '' }
  known.count += 1
  known.bytes += bytes
  known.tookMs.push(tookMs)
  steps.set(step, known)
}

/** Read once from the page itself, as a browser would: its style and its scripts. */
async function filesOfPage(): Promise<string[]> {
  const line = openLightConnection(order.port)
  const page = await line.ask(lightRequest({ method: 'GET', path: `/embed/v1/frame?contest=${order.slug}` }))
  line.close()
  const html = page.body.toString('utf8')
  return [...html.matchAll(/(?:<script[^>]+src|<link rel="(?:modulepreload|stylesheet)"[^>]+href)="([^"]+)"/g)].map(([, file]) => file as string)
}

const files = await filesOfPage()
/** Of the same reply for everybody only the first is read. */
const readOnce = new Map<string, unknown>()
function parsed<Body>(path: string, { body }: LightReply): Body {
  if (!readOnce.has(path)) readOnce.set(path, JSON.parse(body.toString('utf8')))
  return readOnce.get(path) as Body
}

async function takePart(line: LightConnection, person: number): Promise<void> {
  const behind = Math.floor(person / order.peoplePerAddress)
  const address = `10.${(behind >> 16) & 255}.${(behind >> 8) & 255}.${behind & 255}`
  const get = (step: string, path: string) => ask(line, step, address, { method: 'GET', path })
  const contest = `/api/v1/contests/${order.slug}`
  await get('loader', '/embed/v1/loader.js')
  await get('page', `/embed/v1/frame?contest=${order.slug}`)
  for (const file of files) await get(file.replace(/^.*\//, '').replace(/-[\w-]{8}\./, '.'), file)
  const page = parsed<ContestPage>('contest', await get('contest', `${contest}?lang=vi`))
  let unit: UnitList['units'][number] | undefined
  do {
    const path: string = `${contest}/units${unit === undefined ? '' : `?parent=${unit.id}`}`
    unit = parsed<UnitList>(path, await get('units', path)).units[0]
  } while (unit?.hasChildren)
  const device = `dien-thoai-${person}`
  const registration = {
    actionId: randomUUID(),
    fullName: `Nguyễn Văn ${String.fromCharCode(65 + (person % 26))}n`,
    birthDate: `${1970 + (person % 36)}-05-1${person % 10}`,
    phone: `09${String(person).padStart(8, '0')}`,
    unitId: unit?.id,
    consents: page.consents.map(({ id, version }) => ({ id, version })),
    device,
  }
  const registered = await ask(line, 'registration', address, { path: `${contest}/registrations`, body: registration }, 201)
  const token = /"contestantToken":"([^"]+)"/.exec(registered.body.toString('latin1'))?.[1] ?? ''
  const round = page.rounds.find(({ phase }) => phase === 'open')
  const body = { actionId: randomUUID(), device }
  await ask(line, 'start', address, { path: `/api/v1/rounds/${round?.id}/attempts`, token, body })
  started += 1
  lastStartedMs = performance.now()
}

const began = performance.now()
let next = 0
await Promise.all(
  Array.from({ length: Math.min(order.connections, order.people) }, async () => {
    const line = openLightConnection(order.port)
    for (let person = next++; person < order.people; person = next++) {
      const comesAtMs = (person * order.withinSeconds * 1_000) / order.people
      const early = comesAtMs - (performance.now() - began)
      if (early > 0) await pause(early)
      await takePart(line, person).catch((error: Error) => refused.push(error.message))
    }
    line.close()
  }),
)

const at = (sorted: Float64Array, percent: number) => sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0
const all = Float64Array.from([...steps.values()].flatMap(({ tookMs }) => tookMs)).sort()
process.send?.({
  started,
  lastStartedSeconds: (lastStartedMs - began) / 1_000,
  waits,
  refused: refused.slice(0, 50),
  p99Ms: at(all, 99),
  processorSeconds: (process.cpuUsage().user + process.cpuUsage().system) / 1e6,
  steps: Object.fromEntries(
    [...steps].map(([step, { count, bytes, tookMs, cache }]) => {
      const sorted = Float64Array.from(tookMs).sort()
      return [
        step,
        {
          perPerson: count / order.people,
          bytes: Math.round(bytes / count),
          p50Ms: at(sorted, 50),
          p99Ms: at(sorted, 99),
          mostMs: at(sorted, 100),
          cache,
        },
      ]
    }),
  ),
} satisfies RushReport)
process.disconnect?.()
