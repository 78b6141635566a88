import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { io } from 'socket.io-client'
import { expect, test } from 'vitest'
import type { AttemptView } from '../../server/contract/attempts.ts'
import type { RegistrationReply } from '../../server/contract/contestants.ts'
import { socketPath } from '../../server/contract/events.ts'
import { builtPages } from '../../widget/build-stamp.ts'
import { eventually } from '../helpers/eventually.ts'
import { pinnedActions, pinnedClock, pinnedIds } from '../helpers/pinned.ts'
import { startTestApp } from '../helpers/test-app.ts'
import { seedContest } from '../helpers/test-contest.ts'

const noon = Date.parse('2026-06-01T05:00:00Z')
const hour = 3_600_000

/** Everything a browser receives on a whole journey, byte for byte, and everything the server writes to its log. */
async function recordJourney(correct: (question: number) => number): Promise<{ received: string[]; log: string[]; scores: unknown }> {
  const running = await startTestApp({ ids: pinnedIds(), clock: pinnedClock(noon) })
  const contest = await seedContest(running, {
    correct,
    opensAt: new Date(noon - hour),
    closesAt: new Date(noon + hour),
    settings: { reveal: { when: 'never', shows: 'score' }, attemptsAllowed: 2 },
  })
  const received: string[] = []
  const anAction = pinnedActions()

  async function ask<Body>(method: string, path: string, options: { body?: unknown; token?: string } = {}): Promise<Body> {
    const response = await fetch(`${running.origin}${path}`, {
      method,
      headers: {
        ...(options.body ? { 'content-type': 'application/json' } : {}),
        ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
      },
      body: options.body ? JSON.stringify(options.body) : null,
    })
    const text = await response.text()
    // the port and the time of sending are the only things two runs may differ in
    const headers = [...response.headers].filter(([name]) => name !== 'date').map(([name, value]) => `${name}: ${value}`)
    received.push(
      [`${method} ${path}`, response.status, ...headers, text]
        .join('\n')
        .replaceAll(running.origin, 'ORIGIN')
        .replaceAll(running.origin.replace('http', 'ws'), 'ORIGIN'),
    )
    return (response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : undefined) as Body
  }

  for (const path of [
    `/embed/v1/frame?contest=${contest.slug}`,
    `/c/${contest.slug}`,
    '/embed/v1/loader.js',
    `/board/${contest.slug}`,
    '/console/',
    '/docs',
    '/openapi.json',
    `/api/v1/contests/${contest.slug}`,
    `/api/v1/contests/${contest.slug}/units`,
  ]) {
    await ask('GET', path)
  }
  const { contestantToken: token } = await ask<RegistrationReply>('POST', `/api/v1/contests/${contest.slug}/registrations`, {
    body: {
      actionId: anAction(),
      fullName: 'Nguyễn Văn An',
      birthDate: '2001-02-03',
      phone: '0912345678',
      unitId: contest.unitIds.C1,
      consents: [{ id: 'registration', version: 1 }],
      device: 'a-device-label',
    },
  })
  for (let attemptNo = 1; attemptNo <= 2; attemptNo += 1) {
    const view = await ask<AttemptView>('POST', `/api/v1/rounds/${contest.roundId}/attempts`, {
      token,
      body: { actionId: anAction(), device: 'a-device-label' },
    })
    const path = `/api/v1/attempts/${view.attemptId}`
    for (let question = 0; question < 4; question += 1) {
      const taps = [{ id: anAction(), seq: question + 1, question, answer: String(question % 4) }]
      await ask('POST', `${path}/answers`, { token: view.attemptToken, body: { device: 'a-device-label', taps } })
    }
    await ask('POST', `${path}/answers`, {
      token: view.attemptToken,
      body: { device: 'a-device-label', taps: [{ id: anAction(), seq: 9, question: 99, answer: '0' }] },
    })
    await ask('GET', `${path}/clock`, { token: view.attemptToken })
    await ask('GET', path, { token })
    await ask('POST', `${path}/submission`, { token: view.attemptToken, body: { actionId: anAction() } })
    await ask('GET', `${path}/result`, { token })
  }
  await ask('POST', `/api/v1/rounds/${contest.roundId}/attempts`, { token, body: { actionId: anAction(), device: 'a-device-label' } })
  await ask('GET', `/api/v1/contests/${contest.slug}/me`, { token })
  await running.app.features.reconciler.run()
  await running.app.features.integrity.run()
  await ask('GET', `/api/v1/contests/${contest.slug}/boards/${contest.roundId}`)
  received.push(await watchOnce(running.origin, contest))
  const scores = await running.database.sql`select score_thousandths from attempts order by attempt_no`
  await running.close()
  const log = running.log.map((line) => line.replace(/"time":\d+,?/, '').replaceAll(/localhost:\d+|127\.0\.0\.1:\d+/g, 'ORIGIN'))
  return { received, log, scores }
}

async function watchOnce(origin: string, contest: { slug: string; roundId: number }): Promise<string> {
  const socket = io(origin, { path: socketPath, transports: ['websocket'] })
  try {
    await eventually('the socket is open', () => socket.connected)
    return JSON.stringify(await socket.emitWithAck('board:watch', { slug: contest.slug, roundId: contest.roundId }))
  } finally {
    socket.disconnect()
  }
}

test('two contests that differ only in their keys look the same to every browser and in every log line', async () => {
  const one = await recordJourney((question) => question % 4)
  const other = await recordJourney((question) => (question + 1) % 4)
  expect(one.scores, 'the keys do make a difference to the score').not.toEqual(other.scores)
  expect(one.received.length).toBeGreaterThan(30)
  expect(other.received).toEqual(one.received)
  expect(other.log).toEqual(one.log)
  // nor does a log line name anybody
  expect(one.log.join('\n')).not.toMatch(/Nguyễn|0912345678|a-device-label/)
})

test('no bundle holds a key, a seed or a question of the demonstration', () => {
  const files = readdirSync(builtPages, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  expect(files.length).toBeGreaterThan(5)
  const questions = readFileSync(fileURLToPath(new URL('../../server/demo/demo-questions.ts', import.meta.url)), 'utf8')
  const stems = [...questions.matchAll(/stem:\s*'([^']{20,})'/g)].map((match) => match[1] as string)
  expect(stems.length).toBeGreaterThan(40)
  for (const file of files) {
    const text = readFileSync(`${file.parentPath}/${file.name}`, 'utf8')
    expect(stems.filter((stem) => text.includes(stem))).toEqual([])
  }
})
