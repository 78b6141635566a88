import { expect, test } from 'vitest'
import { freshDatabase } from '../helpers/databases.ts'
import { eventually } from '../helpers/eventually.ts'
import { call } from '../helpers/participant.ts'
import { whenReady } from '../helpers/service-process.ts'
import { aSitting } from '../helpers/sitting.ts'
import { startTestApp } from '../helpers/test-app.ts'
import { seedContest } from '../helpers/test-contest.ts'
import { aDataFolder, startAsNewcomer } from './boot-folders.ts'

test('more standings than a process without Redis can hold: it starts, shows the best, counts all and says so', async () => {
  const DATABASE_URL = await freshDatabase()
  const before = await startTestApp({ databaseUrl: DATABASE_URL })
  const contest = await seedContest(before)
  for (let right = 0; right < 5; right += 1) {
    await (await aSitting(before.origin, contest, [0, 1, 2, 3, 0].slice(0, right))).submit()
  }
  await before.close()

  const environment = { DATABASE_URL, LIVE_CEILING: '3', METRICS_TOKEN: 'a-metrics-token-1234' }
  const service = await whenReady(await startAsNewcomer(aDataFolder(), { environment }))
  await eventually('everything is announced', () => service.stdout().includes('is ready.'))
  const readiness = await call(service.origin, 'GET', '/readyz')
  expect([readiness.status, readiness.body]).toEqual([200, { status: 'ready', degraded: ['live-ceiling'] }])
  const board = await call<{ entrants: number; isPartial?: boolean; rows: unknown[] }>(
    service.origin,
    'GET',
    `/api/v1/contests/${contest.slug}/boards/${contest.roundId}`,
  )
  expect(board.body).toMatchObject({ entrants: 5, isPartial: true, units: [] })
  expect(board.body.rows).toHaveLength(3)
  const metrics = await fetch(`${service.origin}/metrics`, { headers: { authorization: `Bearer ${environment.METRICS_TOKEN}` } })
  expect(await metrics.text()).toContain('hoithi_live_state_full 1')
  expect((await service.end('SIGTERM')).code).toBe(0)
})
