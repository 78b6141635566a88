import { existsSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import type { UnitList } from '../../server/contract/contests.ts'
import { demoSlug } from '../../server/demo/seed-demo.ts'
import { eventually } from '../helpers/eventually.ts'
import { aParticipant, call, participantWith } from '../helpers/participant.ts'
import { type ServiceProcess, type SpawnOptions, serviceSecret, whenReady } from '../helpers/service-process.ts'
import { aDataFolder, anOrdinaryUser, isRoot, movedTo, startAsNewcomer } from './boot-folders.ts'

type Kept = { token: string; device: string; attemptId: string }

/** `npm start` with nothing configured. */
async function startReady(folder: string, options: SpawnOptions = {}): Promise<ServiceProcess> {
  const service = await whenReady(await startAsNewcomer(folder, options))
  await eventually('everything is announced', () => service.stdout().includes('Hội Thi is ready.'))
  return service
}

async function takePart(service: ServiceProcess): Promise<Kept> {
  const contest = (await call<{ rounds: { id: number }[] }>(service.origin, 'GET', `/api/v1/contests/${demoSlug}`)).body
  const units = async (query: string) => (await call<UnitList>(service.origin, 'GET', `/api/v1/contests/${demoSlug}/units${query}`)).body.units
  const [top] = await units('')
  const [below] = await units(`?parent=${top?.id}`)
  const person = await aParticipant(service.origin, { slug: demoSlug, roundId: contest.rounds[0]?.id ?? 0, unitIds: { C1: below?.id ?? 0 } })
  const { attemptId, attemptToken } = (await person.start()).body
  expect((await person.attempt({ attemptId, attemptToken }).save([person.aTap(3, 1)])).status).toBe(200)
  return { token: person.token, device: person.device, attemptId }
}

async function expectKept(service: ServiceProcess, { token, device, attemptId }: Kept): Promise<void> {
  const contest = (await call<{ rounds: { id: number }[] }>(service.origin, 'GET', `/api/v1/contests/${demoSlug}`)).body
  const resumed = await participantWith(service.origin, { slug: demoSlug, roundId: contest.rounds[0]?.id ?? 0 }, token, device).start()
  expect(resumed.body).toMatchObject({ attemptId, answers: [{ question: 3, answer: '1' }] })
}

function postmasterOf(folder: string): number {
  const file = join(movedTo(folder) ?? folder, 'postgres', 'postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0
}

function isAlive(pid: number): boolean {
  return pid > 0 && existsSync(`/proc/${pid}`)
}

/** How the system is asked who listens: over loopback and over every other address of this machine. */
async function answersAt(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const line = connect({ host, port }, () => {
      line.destroy()
      resolve(true)
    })
    line.once('error', () => resolve(false))
  })
}

test('with HOST=127.0.0.1 neither the service nor the demonstration portal is seen from outside', async () => {
  const service = await startReady(aDataFolder(), { environment: { HOST: '127.0.0.1' } })
  const portal = Number(service.stdout().match(/Demonstration portal +http:\/\/localhost:(\d+)/)?.[1])
  // another address of this machine, that needs no network
  const elsewhere = '127.0.0.2'
  const heard = async (host: string) => [await answersAt(host, service.port), await answersAt(host, portal)]
  expect([await heard('127.0.0.1'), await heard(elsewhere)]).toEqual([
    [true, true],
    [false, false],
  ])
})

describe('the embedded PostgreSQL', () => {
  test('stops with the service, and all data is there at the next start', async () => {
    const folder = aDataFolder()
    const first = await startReady(folder)
    const kept = await takePart(first)
    const postmaster = postmasterOf(folder)
    expect(isAlive(postmaster)).toBe(true)
    expect(await first.end('SIGTERM')).toEqual({ code: 0, signal: null })
    expect(isAlive(postmaster)).toBe(false)
    const second = await startReady(folder)
    await expectKept(second, kept)
    expect([first, second].map((start) => start.stdout().includes('seeding the demonstration'))).toEqual([true, false])
  })

  test('left behind by kill -9 it is taken over by the next start, with everything acknowledged, and stops with that', async () => {
    const folder = aDataFolder()
    const first = await startReady(folder)
    const kept = await takePart(first)
    const orphan = postmasterOf(folder)
    await first.end('SIGKILL')
    expect(isAlive(orphan)).toBe(true)
    const next = await startReady(folder)
    expect(next.stdout()).toContain('took over the PostgreSQL that an earlier run left behind')
    expect(postmasterOf(folder)).toBe(orphan)
    await expectKept(next, kept)
    expect(await next.end('SIGTERM')).toEqual({ code: 0, signal: null })
    expect(isAlive(orphan)).toBe(false)
  })

  test('killed together with the service it recovers at the next start', async () => {
    const folder = aDataFolder()
    const first = await startReady(folder)
    const kept = await takePart(first)
    const postmaster = postmasterOf(folder)
    await first.end('SIGKILL')
    process.kill(postmaster, 'SIGKILL')
    await eventually('PostgreSQL is gone', () => !isAlive(postmaster))
    await expectKept(await startReady(folder), kept)
  })

  test('a second start in the same folder is refused and does no harm to the first', async () => {
    const folder = aDataFolder()
    const first = await startReady(folder)
    const second = await startAsNewcomer(folder)
    expect((await second.ended).code).toBe(1)
    expect(second.stderr()).toMatch(/Another process already works on this database, and the embedded PostgreSQL serves one process/)
    expect(second.stdout()).not.toMatch(/schema/)
    await takePart(first)
  })

  test('a second process with Redis in the same folder is refused too: the database ends with the process that started it', async () => {
    const folder = aDataFolder()
    const environment = { REDIS_URL: inject('redisUrl'), SECRET_KEY: serviceSecret }
    const first = await startReady(folder, { environment })
    const second = await startAsNewcomer(folder, { environment })
    expect((await second.ended).code).toBe(1)
    expect(second.stderr()).toMatch(/the embedded PostgreSQL serves one process/)
    await takePart(first)
  })

  test('works in a folder under a home that nobody else may enter', async () => {
    const folder = aDataFolder({ mode: 0o700 })
    const first = await startReady(folder)
    // root's database runs as another user, who cannot come in here: its files move to where it can
    expect(movedTo(folder) !== undefined).toBe(isRoot)
    const kept = await takePart(first)
    await first.end('SIGTERM')
    await expectKept(await startReady(folder), kept)
  })

  test('works for an ordinary user', async () => {
    const user = anOrdinaryUser()
    const folder = aDataFolder(user ? { owner: user } : {})
    const environment = { HOME: '/nonexistent' }
    const first = await startReady(folder, { user, environment })
    const kept = await takePart(first)
    await first.end('SIGTERM')
    await expectKept(await startReady(folder, { user, environment }), kept)
  })
})
