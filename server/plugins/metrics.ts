import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { FastifyInstance, onResponseHookHandler } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = ReturnType<typeof createMetrics>

/** What an operator watches. Labels are routes and kinds, never people. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const eventLoop = monitorEventLoopDelay({ resolution: 10 })
  eventLoop.enable()
  const labelled = { registers: [registry] }
  const requests = new Counter({
    name: 'hoithi_requests_total',
    help: 'Requests by route and status class',
    labelNames: ['route', 'status'],
    ...labelled,
  })
  const batchSize = new Histogram({
    name: 'hoithi_batch_size',
    help: 'Requests in one group commit',
    labelNames: ['kind'],
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500],
    ...labelled,
  })
  const batchSeconds = new Histogram({
    name: 'hoithi_batch_seconds',
    help: 'Time of one group commit',
    labelNames: ['kind'],
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
    ...labelled,
  })
  const missedBoardUpdates = new Counter({ name: 'hoithi_board_updates_missed_total', help: 'Board updates left to the reconciler', ...labelled })
  const jobFailures = new Counter({
    name: 'hoithi_job_failures_total',
    help: 'Runs of background jobs that failed on this process',
    labelNames: ['kind'],
    ...labelled,
  })
  const rebuilt = new Counter({ name: 'hoithi_boards_rebuilt_total', help: 'Boards built anew from PostgreSQL', ...labelled })
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read())
      },
    })
  gauge('hoithi_event_loop_delay_p99_seconds', '99th percentile of the event-loop delay since the last reading', () => {
    const seconds = eventLoop.percentile(99) / 1e9
    eventLoop.reset()
    return seconds
  })

  // counted in plain numbers on the hot path, handed to the registry when somebody asks
  const counted = new Map<string, number[]>()
  return {
    registry,
    batchSize,
    batchSeconds,
    missedBoardUpdates,
    rebuilt,
    jobFailures,
    gauge,
    /** Counts that are asked for when somebody reads the metrics; while they cannot be had, there are none. */
    countsBy<Label extends string>(
      name: string,
      help: string,
      labelNames: readonly Label[],
      read: () => Promise<(Record<Label, string> & { count: number })[]>,
    ) {
      return new Gauge({
        name,
        help,
        labelNames: [...labelNames],
        registers: [registry],
        async collect() {
          this.reset()
          for (const { count, ...labels } of await read().catch(() => [])) this.set(labels as unknown as Record<Label, string>, count)
        },
      })
    },
    /** Answers by class of status, 0 to 5. */
    countersOf(route: string): number[] {
      const byClass = counted.get(route) ?? [0, 0, 0, 0, 0, 0]
      counted.set(route, byClass)
      return byClass
    },
    async text(): Promise<string> {
      requests.reset()
      for (const [route, byClass] of counted) {
        byClass.forEach((count, statusClass) => {
          if (count > 0) requests.inc({ route, status: `${statusClass}xx` }, count)
        })
      }
      return registry.metrics()
    },
  }
}

export function registerMetrics(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onRoute', (route) => {
    const byClass = metrics.countersOf(`${String(route.method)} ${route.url}`)
    const count: onResponseHookHandler = (_request, reply, done) => {
      const statusClass = Math.floor(reply.statusCode / 100)
      byClass[statusClass] = (byClass[statusClass] ?? 0) + 1
      done()
    }
    route.onResponse = [count, ...[route.onResponse ?? []].flat()]
  })
  app.get('/metrics', { config: { guard: 'operator' }, schema: { hide: true } }, async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.text()),
  )
}
