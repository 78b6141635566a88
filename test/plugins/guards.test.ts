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
    'get /api/v1/contests/{slug}/board',
    'get /api/v1/contests/{slug}/boards/{roundId}',
    'get /api/v1/contests/{slug}/notices',
    'get /api/v1/contests/{slug}/races/{raceId}',
    'get /api/v1/contests/{slug}/seals',
    'get /api/v1/contests/{slug}/seals/{sealNumber}/bundle',
    'get /api/v1/contests/{slug}/units',
    'get /api/v1/contests/{slug}/winners',
    'get /api/v1/receipt-keys',
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

test('a route of the staff that states no action, or no subject, stops the start', () => {
  const app = Fastify()
  registerGuards(app, {} as never)
  const route = (config: object) => () => app.get('/staff', { config: { guard: 'staff', ...config } }, async () => 'x')
  for (const config of [{}, { action: 'unit.read' }, { subject: 'unit' }]) expect(route(config)).toThrow('states no action and subject')
})

test('the API description says of every route of the staff what it does and to what', async () => {
  const { origin } = await startTestApp()
  type Described = { security: Record<string, unknown>[]; 'x-action'?: string; 'x-subject'?: string }
  const { body } = await call<{ paths: Record<string, Record<string, Described>> }>(origin, 'GET', '/openapi.json')
  const closed = Object.values(body.paths).flatMap((methods) =>
    Object.values(methods).filter(({ security }) => security.some((one) => 'staff' in one)),
  )
  expect(closed.length).toBeGreaterThan(80)
  for (const { 'x-action': action, 'x-subject': subject } of closed) expect([typeof action, typeof subject]).toEqual(['string', 'string'])
})

test('every socket event states its guard', () => {
  expect(Object.keys(socketGuards).sort()).toEqual(['board:leave', 'board:watch'])
})
