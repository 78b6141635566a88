import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { registerGuards } from '../../server/plugins/guards.ts'
import { socketGuards } from '../../server/plugins/sockets.ts'
import { call } from '../helpers/participant.ts'
import { startTestApp } from '../helpers/test-app.ts'

test('a route that states no guard stops the start', () => {
  const app = Fastify()
  registerGuards(app, {} as never)
  expect(() => app.get('/open', async () => 'x')).toThrow('GET /open states no guard')
})

test('the API description names the guard of every route, and staff routes are all closed', async () => {
  const { origin } = await startTestApp()
  const { body } = await call<{ paths: Record<string, Record<string, { security: Record<string, unknown>[] }>> }>(origin, 'GET', '/openapi.json')
  const operations = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security }]) => ({ path, method, guards: security.flatMap((one) => Object.keys(one)) })),
  )
  expect(operations.length).toBeGreaterThan(20)
  const open = operations.filter(({ guards }) => guards.length === 0).map(({ method, path }) => `${method} ${path}`)
  expect(open.sort()).toEqual([
    'get /api/v1/attachments/{digest}',
    'get /api/v1/contests/{slug}',
    'get /api/v1/contests/{slug}/boards/{roundId}',
    'get /api/v1/contests/{slug}/units',
    'get /api/v1/unit-logos/{digest}',
    'get /healthz',
    'get /readyz',
    'post /api/v1/contests/{slug}/codes',
    'post /api/v1/contests/{slug}/registrations',
    'post /api/v1/contests/{slug}/rejoin',
    'post /api/v1/contests/{slug}/tickets',
    'post /api/v1/staff/password',
    'post /api/v1/staff/password-link',
    'post /api/v1/staff/session',
  ])
})

test('every socket event states its guard', () => {
  expect(Object.keys(socketGuards).sort()).toEqual(['board:leave', 'board:watch'])
})
