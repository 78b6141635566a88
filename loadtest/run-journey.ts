import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, homedir, totalmem } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../test/helpers/free-port.ts'
import { startRedis } from '../test/helpers/redis-server.ts'
import { serviceSecret, spawnService, whenReady } from '../test/helpers/service-process.ts'

const results = join(import.meta.dirname, 'results')
const summaryFile = join(results, 'journey.json')
/** In the order in which a person meets them. */
const steps = ['contest', 'units', 'register', 'start', 'save', 'submit', 'result', 'board']
const { VUS = '20', DURATION = '30s' } = process.env

type Service = { origin: string; what: string; stop(): Promise<void> }
type Metric = Record<string, number | undefined> & { thresholds?: Record<string, boolean> }

const k6 = findK6()
const service = process.env.ORIGIN ? await given(process.env.ORIGIN) : await startService()
try {
  const code = await runK6(service.origin)
  writeFileSync(join(results, 'journey.md'), report(service.what, JSON.parse(readFileSync(summaryFile, 'utf8')).metrics))
  process.exitCode = code
} finally {
  await service.stop()
}

function findK6(): string {
  const places = [process.env.K6, 'k6', process.env.GOBIN && join(process.env.GOBIN, 'k6'), join(homedir(), 'go/bin/k6')]
  const found = places.find((place) => place && spawnSync(place, ['version']).status === 0)
  if (found) return found
  console.error(
    'k6 was not found in PATH, GOBIN or ~/go/bin. With Go: go install go.k6.io/k6@latest. Or set K6 to the program (see loadtest/README.md).',
  )
  process.exit(1)
}

async function given(origin: string): Promise<Service> {
  return { origin, what: 'a service that was already running', stop: async () => {} }
}

/** The service as an operator runs it, on an empty database of its own with the demonstration contest. */
async function startService(): Promise<Service> {
  const folder = join(process.cwd(), '.data', `loadtest-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  const redis = await startRedis(folder)
  const environment = { DATA_DIR: folder, REDIS_URL: redis.url, SECRET_KEY: serviceSecret, DEMO: 'yes', PORTAL_PORT: String(await freePort()) }
  const running = await whenReady(await spawnService({ environment }))
  return {
    origin: running.origin,
    what: 'one server process, embedded PostgreSQL, Redis; k6 on the same machine',
    async stop() {
      await running.end('SIGTERM')
      await redis.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function runK6(origin: string): Promise<number> {
  mkdirSync(results, { recursive: true })
  if (existsSync(summaryFile)) rmSync(summaryFile)
  const child = spawn(k6, ['run', '--quiet', `--summary-export=${summaryFile}`, join(import.meta.dirname, 'journey.ts')], {
    env: { ...process.env, ORIGIN: origin, VUS, DURATION, K6_NO_USAGE_REPORT: 'true' },
    stdio: 'inherit',
  })
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)))
}

/** What a reader wants to know of a run, without the machine's name or paths. */
function report(what: string, metrics: Record<string, Metric>): string {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim()
  const isChanged = git('status', '--porcelain', '--', '.', ':!loadtest/results') !== ''
  const value = (metric: string, name: string) => metrics[metric]?.[name] ?? 0
  const ms = (metric: string, name: string) => value(metric, name).toFixed(1)
  const rows = steps.map((step) => {
    const metric = `http_req_duration{step:${step}}`
    const [[threshold, isCrossed] = ['', false]] = Object.entries(metrics[metric]?.thresholds ?? {})
    return `| ${step} | ${value(metric, 'count')} | ${ms(metric, 'med')} | ${ms(metric, 'p(95)')} | ${ms(metric, 'p(99)')} | ${threshold} ms | ${isCrossed ? 'NO' : 'yes'} |`
  })
  return `# The whole journey under load

${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC · commit ${git('rev-parse', '--short', 'HEAD')}${isChanged ? ' with changes not yet committed' : ''} · ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB of memory · k6 ${execFileSync(k6, ['version'], { encoding: 'utf8' }).match(/v[\d.]+/)?.[0]}

${VUS} people at once for ${DURATION}, against ${what}.

| step | requests | median ms | p95 ms | p99 ms | threshold | held |
|---|---|---|---|---|---|---|
${rows.join('\n')}

- ${value('iterations', 'count')} journeys, ${value('http_reqs', 'count')} requests, ${value('http_reqs', 'rate').toFixed(0)} a second.
- Failed requests: ${(100 * value('http_req_failed', 'value')).toFixed(2)} %. Checks that held: ${value('checks', 'passes')} of ${value('checks', 'passes') + value('checks', 'fails')}.
`
}
