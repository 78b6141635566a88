import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createGuardedRequest } from '../../server/outgoing/guarded-request.ts'
import type { OutgoingRefused } from '../../server/outgoing/outgoing-check.ts'
import { isPublicAddress } from '../../server/outgoing/public-addresses.ts'

async function listen(handler: RequestListener): Promise<{ host: string; server: Server; hits: () => number }> {
  let hits = 0
  const server = createServer((request, reply) => {
    hits += 1
    handler(request, reply)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections()))
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, server, hits: () => hits }
}

const reasonOf = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error: OutgoingRefused) => error.reason,
  )

describe('what an address is', () => {
  test.each(['8.8.8.8', '113.160.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true))
  test.each([
    '127.0.0.1',
    '127.8.9.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.100.100.200',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '0:0:0:0:0:ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'localhost',
    '',
  ])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false))
})

test.each([
  ['this machine by number', 'https://127.0.0.1/'],
  ['this machine in another spelling', 'https://2130706433/'],
  ['this machine in octal', 'https://0177.0.0.1/'],
  ['this machine as IPv6', 'https://[::1]/'],
  ['the cloud beside us', 'https://169.254.169.254/latest/meta-data/'],
  ['a name that means this machine', 'https://localhost/'],
  ['plain http', 'http://8.8.8.8/'],
  ['another protocol', 'file:///etc/passwd'],
  ['a name and password inside', 'https://user:secret@example.org/'],
  ['no address', 'ở đâu đó'],
])('%s is refused before anything is sent', async (_what, url) => {
  expect(await reasonOf(createGuardedRequest({ allowedHosts: [] })({ method: 'GET', url }))).toBe('address')
})

test('a name is judged by every address it has, and connected to at the one that was judged', async () => {
  const inside = await listen((_request, reply) => reply.end('secret'))
  const answers = [['8.8.8.8', '127.0.0.1'], ['127.0.0.1']]
  const call = createGuardedRequest({ allowedHosts: [], resolve: async () => answers.shift() ?? ['127.0.0.1'] })
  const url = `https://rebinding.example:${inside.host.split(':')[1]}/`
  expect([await reasonOf(call({ method: 'GET', url })), await reasonOf(call({ method: 'GET', url }))]).toEqual(['address', 'address'])
  expect(inside.hits()).toBe(0)
})

test('a host that the operator lists may be private; a redirect from it to one that is not listed is refused', async () => {
  const inside = await listen((_request, reply) => reply.end('secret'))
  const partner = await listen((request, reply) =>
    request.url === '/far'
      ? reply.writeHead(302, { location: `http://${inside.host}/` }).end()
      : reply.end(JSON.stringify({ authorization: request.headers.authorization })),
  )
  const call = createGuardedRequest({ allowedHosts: [partner.host] })
  expect(await call({ method: 'GET', url: `http://${partner.host}/`, headers: { authorization: 'x' } })).toEqual({
    status: 200,
    body: '{"authorization":"x"}',
  })
  expect(await reasonOf(call({ method: 'GET', url: `http://${partner.host}/far` }))).toBe('address')
  expect(inside.hits()).toBe(0)
})

test('redirects end, and a message is never sent on', async () => {
  const round = await listen((_request, reply) => void reply.writeHead(307, { location: '/again' }).end())
  const call = createGuardedRequest({ allowedHosts: [round.host] })
  expect(await reasonOf(call({ method: 'GET', url: `http://${round.host}/` }))).toBe('redirects')
  const hitsBefore = round.hits()
  expect(await reasonOf(call({ method: 'POST', url: `http://${round.host}/`, body: 'a code' }))).toBe('redirects')
  expect(round.hits() - hitsBefore).toBe(1)
})

test('what is named to another origin is not told our headers', async () => {
  const second = await listen((request, reply) => reply.end(String(request.headers.authorization)))
  const first = await listen((_request, reply) => void reply.writeHead(302, { location: `http://${second.host}/` }).end())
  const call = createGuardedRequest({ allowedHosts: [first.host, second.host] })
  expect((await call({ method: 'GET', url: `http://${first.host}/`, headers: { authorization: 'x' } })).body).toBe('undefined')
})

test('an answer without end and one that never comes are both cut off', async () => {
  const flood = await listen((_request, reply) => {
    const pour = () => {
      while (reply.write('x'.repeat(65_536)));
    }
    reply.on('drain', pour)
    pour()
  })
  const silent = await listen(() => {})
  const call = createGuardedRequest({ allowedHosts: [flood.host, silent.host], timeoutMs: 2_000, mostBytes: 100_000 })
  expect(await reasonOf(call({ method: 'GET', url: `http://${flood.host}/` }))).toBe('too large')
  expect(await reasonOf(call({ method: 'GET', url: `http://${silent.host}/` }))).toBe('no answer')
})
