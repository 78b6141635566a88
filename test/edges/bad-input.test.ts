import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { problems } from '../../server/contract/errors.ts'
import { createSecrets } from '../../server/secrets.ts'
import { createTokens } from '../../server/tokens.ts'
import { afterFile } from '../helpers/after-file.ts'
import { type Answer, aParticipant, aRegistration, call } from '../helpers/participant.ts'
import { startTestApp, type TestApp, testSecret } from '../helpers/test-app.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'

const closing = afterFile()
let running: TestApp
let contest: TestContest
beforeAll(async () => {
  running = await startTestApp({}, closing)
  contest = await seedContest(running)
})

/** One body everywhere: a code of the table, its status, an id to read to support, nothing from inside. */
function expectProblem(answer: Answer<unknown>, code: keyof typeof problems): void {
  expect([answer.status, answer.problem.code]).toEqual([problems[code].status, code])
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  expect(Object.keys(answer.problem).filter((key) => key !== 'errors')).toEqual(['type', 'title', 'status', 'code', 'retryable', 'requestId'])
  expect(answer.problem.requestId).toMatch(/^[0-9A-Z]{6}-[0-9a-z]+$/)
  expect(JSON.stringify(answer.body)).not.toMatch(/postgres|node_modules|\.ts:|select |stack/i)
}

const register = (changes: Record<string, unknown>) =>
  call(running.origin, 'POST', `/api/v1/contests/${contest.slug}/registrations`, { body: aRegistration(contest.unitIds.C1 as number, changes) })

describe('a registration', () => {
  test.each([
    ['a name of ten thousand letters', { fullName: 'Nguyễn '.repeat(1_429) }, 'BAD_REQUEST'],
    ['an emoji for a name', { fullName: '😀😀😀' }, 'NAME_INVALID'],
    ['digits in the name', { fullName: 'Nguyễn 123' }, 'NAME_INVALID'],
    ['markup in the name', { fullName: '<b>Nguyễn</b>' }, 'NAME_INVALID'],
    ['a bell in the name', { fullName: 'Nguyễn\u0007 An' }, 'NAME_INVALID'],
    ['a sign that turns the direction of writing', { fullName: 'Nguyễn \u202eAn' }, 'NAME_INVALID'],
    ['a space without width', { fullName: 'Nguyễn\u200bAn' }, 'NAME_INVALID'],
    ['NUL in the name', { fullName: 'Nguyễn\u0000An' }, 'BAD_REQUEST'],
    ['a lone surrogate', { fullName: 'Nguyễn \ud800' }, 'BAD_REQUEST'],
    ['a number for a name', { fullName: 5 }, 'BAD_REQUEST'],
    ['an array for a name', { fullName: ['An'] }, 'BAD_REQUEST'],
    ['the 31st of February', { birthDate: '2001-02-31' }, 'BAD_REQUEST'],
    ['a birth date to come', { birthDate: '2999-01-01' }, 'BIRTH_DATE_REFUSED'],
    ['a three-year-old', { birthDate: `${new Date().getUTCFullYear() - 3}-01-01` }, 'BIRTH_DATE_REFUSED'],
    ['somebody of 150 years', { birthDate: '1870-01-01' }, 'BIRTH_DATE_REFUSED'],
    ['letters for a phone', { phone: 'khong-co-so' }, 'PHONE_INVALID'],
    ['a foreign phone', { phone: '+1 202 555 0100' }, 'PHONE_INVALID'],
    ['an unknown unit', { unitId: 999_999 }, 'UNIT_NOT_FOUND'],
    ['a unit as text', { unitId: '3' }, 'BAD_REQUEST'],
    ['a unit beyond any integer', { unitId: 9_999_999_999 }, 'BAD_REQUEST'],
    ['no consent', { consents: [] }, 'CONSENT_REQUIRED'],
    ['consent to another version', { consents: [{ id: 'registration', version: 2 }] }, 'CONSENT_REQUIRED'],
    ['an action id that is none', { actionId: 'abc' }, 'BAD_REQUEST'],
    ['a field nobody may set', { role: 'owner' }, 'BAD_REQUEST'],
    ['a device label with spaces', { device: 'my phone is nice' }, 'BAD_REQUEST'],
  ] as const)('with %s is refused and leaves nothing behind', async (_what, changes, code) => {
    const before = await running.database.sql`select count(*) from contestants`
    expectProblem(await register(changes), code)
    expect(await running.database.sql`select count(*) from contestants`).toEqual(before)
  })

  test('the top of the tree is not a unit to belong to', async () => {
    expectProblem(await register({ unitId: contest.unitIds.T }), 'UNIT_NOT_SELECTABLE')
  })

  test('a decomposed name and a name with odd spaces are stored as one writes them', async () => {
    const answer = await call<{ contestant: { displayName: string } }>(running.origin, 'POST', `/api/v1/contests/${contest.slug}/registrations`, {
      body: aRegistration(contest.unitIds.C1 as number, { fullName: ` ${'Trần  Thị\u00a0Bưởi'.normalize('NFD')} ` }),
    })
    expect(answer.body.contestant.displayName).toBe('Trần Thị Bưởi'.normalize('NFC'))
  })

  test('a name over several lines becomes one line', async () => {
    const answer = await call<{ contestant: { displayName: string } }>(running.origin, 'POST', `/api/v1/contests/${contest.slug}/registrations`, {
      body: aRegistration(contest.unitIds.C1 as number, { fullName: 'Trần\r\nThị\t\u2028Bưởi\n' }),
    })
    expect(answer.body.contestant.displayName).toBe('Trần Thị Bưởi')
  })

  test('+84, spaces and dots are the same phone number', async () => {
    const phone = '0912345678'
    expect((await register({ phone })).status).toBe(201)
    expectProblem(await register({ phone: '+84 912.345.678' }), 'REGISTRATION_REFUSED')
  })
})

describe('the page that asks', () => {
  const registerFrom = async (headers: Record<string, string>, app = running, people = contest) => {
    const { statusCode, body } = await app.app.fastify.inject({
      method: 'POST',
      url: `/api/v1/contests/${people.slug}/registrations`,
      headers,
      payload: aRegistration(people.unitIds.C1 as number),
    })
    return statusCode === 201 ? 201 : (JSON.parse(body) as { code: string }).code
  }

  test.each([
    ['somebody else’s site', 'https://evil.example'],
    ['a portal that frames the contest: the frame speaks, the portal does not', 'http://localhost:8090'],
    ['a page without an origin', 'null'],
    ['our name with something before it', `https://evil-hoithi.example.vn`],
  ])('changes nothing when it is %s', async (_whose, origin) => {
    const before = await running.database.sql`select count(*) from contestants`
    expect(await registerFrom({ host: 'hoithi.example.vn', origin })).toBe('ORIGIN_NOT_ALLOWED')
    expect(await running.database.sql`select count(*) from contestants`).toEqual(before)
    const person = await aParticipant(running.origin, contest)
    const foreign = { token: person.token, body: { actionId: randomUUID(), device: person.device }, headers: { origin } }
    expectProblem(await call(running.origin, 'POST', `/api/v1/rounds/${contest.roundId}/attempts`, foreign), 'ORIGIN_NOT_ALLOWED')
    const { attemptId, attemptToken } = (await person.start()).body
    const taps = { token: attemptToken, body: { device: person.device, taps: [person.aTap(0, 1)] }, headers: { origin } }
    expectProblem(await call(running.origin, 'POST', `/api/v1/attempts/${attemptId}/answers`, taps), 'ORIGIN_NOT_ALLOWED')
  })

  test('may be ours, by the published address or by the one it was asked at, or none at all', async () => {
    expect(await registerFrom({ origin: running.origin, host: 'inside:8080' })).toBe(201)
    expect(await registerFrom({ origin: 'http://192.168.1.5:8080', host: '192.168.1.5:8080' })).toBe(201)
    // a proxy that ends TLS and passes the name
    expect(await registerFrom({ origin: 'https://hoithi.example.vn', host: 'hoithi.example.vn' })).toBe(201)
    expect(await registerFrom({})).toBe(201)
  })

  test('a forwarded name counts from a trusted proxy alone', async () => {
    const headers = { origin: 'https://hoithi.example.vn', host: 'inside:8080', 'x-forwarded-host': 'hoithi.example.vn' }
    expect(await registerFrom(headers)).toBe('ORIGIN_NOT_ALLOWED')
    const behindProxy = await startTestApp({ environment: { TRUSTED_PROXIES: '127.0.0.1' } })
    expect(await registerFrom(headers, behindProxy, await seedContest(behindProxy))).toBe(201)
  })

  test('anybody’s page may read what is public', async () => {
    const headers = { origin: 'https://evil.example' }
    expect((await call(running.origin, 'GET', `/api/v1/contests/${contest.slug}`, { headers })).status).toBe(200)
  })
})

describe('bodies', () => {
  const path = () => `/api/v1/contests/${contest.slug}/registrations`
  const send = async (body: string, contentType: string): Promise<Answer<unknown>> => {
    const response = await fetch(`${running.origin}${path()}`, { method: 'POST', headers: { 'content-type': contentType }, body })
    const parsed = (await response.json()) as never
    return { status: response.status, headers: response.headers, body: parsed, problem: parsed }
  }
  test.each([
    ['half a JSON', '{"fullName":', 'application/json', 'BAD_REQUEST'],
    ['nothing', '', 'application/json', 'BAD_REQUEST'],
    ['null', 'null', 'application/json', 'BAD_REQUEST'],
    ['a list', '[]', 'application/json', 'BAD_REQUEST'],
    ['a prototype', '{"__proto__":{"fullName":"x"}}', 'application/json', 'BAD_REQUEST'],
    ['a form', 'fullName=An', 'application/x-www-form-urlencoded', 'UNSUPPORTED_MEDIA_TYPE'],
    ['XML', '<a/>', 'text/xml', 'UNSUPPORTED_MEDIA_TYPE'],
    ['two hundred kilobytes', JSON.stringify({ fullName: 'x'.repeat(200_000) }), 'application/json', 'BODY_TOO_LARGE'],
  ] as const)('%s is refused', async (_what, body, contentType, code) => {
    expectProblem(await send(body, contentType), code)
  })
})

describe('addresses', () => {
  test.each([
    ['an unknown contest', 'GET', '/api/v1/contests/khong-co', 'CONTEST_NOT_FOUND'],
    ['a contest name that is none', 'GET', '/api/v1/contests/..%2f..%2fetc', 'BAD_REQUEST'],
    ['an unknown board', 'GET', '/api/v1/contests/hoi-thi/boards/999999', 'ROUND_NOT_FOUND'],
    ['a board that is no number', 'GET', '/api/v1/contests/hoi-thi/boards/abc', 'BAD_REQUEST'],
    ['an unknown parent unit', 'GET', '/api/v1/contests/hoi-thi/units?parent=424242', 'UNIT_NOT_FOUND'],
    ['an unknown path', 'GET', '/api/v1/nothing', 'NOT_FOUND'],
    ['a broken escape', 'GET', '/api/v1/contests/%E0%A4%A', 'BAD_REQUEST'],
  ] as const)('%s answers with its code', async (_what, method, path, code) => {
    expectProblem(await call(running.origin, method, path), code)
  })
})

describe('tokens', () => {
  const tokens = createTokens(createSecrets({ present: testSecret, previous: '' }))
  const foreign = createTokens(createSecrets({ present: 'another-secret-of-thirty-two-characters', previous: '' }))
  const startWith = (token: string | undefined) =>
    call(running.origin, 'POST', `/api/v1/rounds/${contest.roundId}/attempts`, {
      body: { actionId: randomUUID(), device: 'a-device-label' },
      ...(token === undefined ? {} : { token }),
    })

  test('none, nonsense, a changed one, one spelled otherwise', async () => {
    const person = await aParticipant(running.origin, contest)
    expectProblem(await startWith(undefined), 'TOKEN_MISSING')
    expectProblem(await startWith('abc'), 'TOKEN_INVALID')
    const changed = Buffer.from(person.token, 'base64url')
    changed.writeUInt8(changed.readUInt8(10) ^ 1, 10)
    expectProblem(await startWith(changed.toString('base64url')), 'TOKEN_INVALID')
    expectProblem(await startWith(`${person.token}=`), 'TOKEN_INVALID')
  })

  test('a token signed with a key that is no longer known has expired', async () => {
    expectProblem(await startWith(foreign.sign({ kind: 'contestant', contestId: contest.contestId, id: randomUUID() })), 'TOKEN_EXPIRED')
  })

  test('a token of somebody who never registered opens nothing', async () => {
    expectProblem(await startWith(tokens.sign({ kind: 'contestant', contestId: contest.contestId, id: randomUUID() })), 'TOKEN_INVALID')
  })

  test('a contestant’s token of another contest, and an attempt’s token, start nothing here', async () => {
    const person = await aParticipant(running.origin, contest)
    const started = await person.start()
    expectProblem(await startWith(started.body.attemptToken), 'TOKEN_INVALID')
    const other = await seedContest(running, { slug: 'cuoc-thi-khac' })
    expectProblem(await person.start(randomUUID(), other.roundId), 'ROUND_NOT_FOUND')
    expectProblem(await call(running.origin, 'GET', '/api/v1/contests/cuoc-thi-khac/me', { token: person.token }), 'TOKEN_INVALID')
  })

  test('another person’s attempt looks exactly like a missing one', async () => {
    const [mine, theirs] = [await aParticipant(running.origin, contest), await aParticipant(running.origin, contest)]
    const [myAttempt, theirAttempt] = [(await mine.start()).body, (await theirs.start()).body]
    const save = (attemptId: string) =>
      call(running.origin, 'POST', `/api/v1/attempts/${attemptId}/answers`, {
        token: myAttempt.attemptToken,
        body: { device: 'a-device-label', taps: [mine.aTap(0, 0)] },
      })
    const withoutId = ({ problem: { requestId: _requestId, ...rest } }: Answer<unknown>) => rest
    expectProblem(await save(theirAttempt.attemptId), 'ATTEMPT_NOT_FOUND')
    expect(withoutId(await save(theirAttempt.attemptId))).toEqual(withoutId(await save(randomUUID())))
    for (const path of ['', '/result']) {
      const [taken, missing] = [theirAttempt.attemptId, randomUUID()].map((id) =>
        call(running.origin, 'GET', `/api/v1/attempts/${id}${path}`, { token: mine.token }),
      )
      expect(withoutId(await (taken as Promise<Answer<unknown>>))).toEqual(withoutId(await (missing as Promise<Answer<unknown>>)))
    }
  })
})

describe('answers', () => {
  test.each([
    ['a question beyond the paper', { question: 5 }, 'QUESTION_NOT_IN_PAPER'],
    ['a question below the first', { question: -1 }, 'BAD_REQUEST'],
    ['half a question', { question: 1.5 }, 'BAD_REQUEST'],
    ['a control character', { answer: '\u001f' }, 'BAD_REQUEST'],
    ['an endless answer', { answer: 'x'.repeat(2_001) }, 'BAD_REQUEST'],
    ['a number for an answer', { answer: 1 }, 'BAD_REQUEST'],
    ['a sequence of zero', { seq: 0 }, 'BAD_REQUEST'],
    ['a sequence beyond any integer', { seq: 2_147_483_648 }, 'BAD_REQUEST'],
    ['a field nobody may set', { tap: 1 }, 'BAD_REQUEST'],
  ] as const)('%s is refused', async (_what, changes, code) => {
    const person = await aParticipant(running.origin, contest)
    const attempt = person.attempt((await person.start()).body)
    expectProblem(await attempt.save([{ ...person.aTap(0, 0), ...changes } as never]), code)
    expect((await attempt.view()).body.answers).toEqual([])
  })

  test('one refused tap does not take the others of its request with it', async () => {
    const person = await aParticipant(running.origin, contest)
    const attempt = person.attempt((await person.start()).body)
    const saved = await attempt.save([person.aTap(0, 1), person.aTap(7, 1), person.aTap(1, 2)])
    expect(saved.body.receipts.map((receipt) => receipt.outcome)).toEqual(['saved', 'QUESTION_NOT_IN_PAPER', 'saved'])
    expect((await attempt.view()).body.answers).toHaveLength(2)
  })

  test('a request that names one tap twice, or runs backwards, is refused as a whole', async () => {
    const person = await aParticipant(running.origin, contest)
    const attempt = person.attempt((await person.start()).body)
    const [first, second] = [person.aTap(0, 0), person.aTap(1, 1)]
    expectProblem(await attempt.save([second, first]), 'BAD_REQUEST')
    expectProblem(await attempt.save([first, { ...second, id: first.id }]), 'BAD_REQUEST')
    expect((await attempt.view()).body.answers).toEqual([])
  })

  test('an answer that is no option counts as none', async () => {
    const person = await aParticipant(running.origin, contest)
    const attempt = person.attempt((await person.start()).body)
    await attempt.save([person.aTap(0, 'rm -rf'), person.aTap(1, '77'), person.aTap(2, '-1'), person.aTap(3, "'); drop table attempts; --")])
    expect((await attempt.submit()).body).toMatchObject({ answeredCount: 0, scoreThousandths: 0 })
  })
})

describe('rounds', () => {
  test('one that has not opened, and one that is over, start nothing', async () => {
    const hour = 3_600_000
    const early = await seedContest(running, { slug: 'chua-mo', opensAt: new Date(Date.now() + hour), closesAt: new Date(Date.now() + 2 * hour) })
    const person = await aParticipant(running.origin, early)
    expectProblem(await person.start(), 'ROUND_NOT_OPEN')
    const late = await seedContest(running, { slug: 'da-dong' })
    const other = await aParticipant(running.origin, late)
    await running.database.sql`update rounds set closes_at = now() - interval '1 minute' where contest_id = ${late.contestId}`
    expectProblem(await other.start(), 'ROUND_CLOSED')
  })
})

describe('staff', () => {
  test.each([
    ['GET', '/api/v1/staff/overview'],
    ['GET', '/api/v1/staff/bank/questions'],
    ['GET', '/api/v1/staff/contests/hoi-thi/findings'],
    ['GET', '/api/v1/staff/contests/hoi-thi/rounds/1/boards'],
  ])('%s %s is closed without a session', async (method, path) => {
    expectProblem(await call(running.origin, method, path), 'LOGIN_REQUIRED')
    expectProblem(await call(running.origin, method, path, { headers: { cookie: 'hoithi_session=guess' } }), 'LOGIN_REQUIRED')
  })

  test('a log-in from a foreign page is refused, an unknown name and a wrong password look alike', async () => {
    await running.app.features.accounts.create({ username: 'canbo', displayName: 'Cán bộ', role: 'official', password: 'mật khẩu đủ dài' })
    const logIn = (username: string, password: string, headers: Record<string, string>) =>
      call(running.origin, 'POST', '/api/v1/staff/session', { body: { username, password }, headers })
    expectProblem(await logIn('canbo', 'mật khẩu đủ dài', {}), 'ORIGIN_NOT_ALLOWED')
    expectProblem(await logIn('canbo', 'mật khẩu đủ dài', { 'x-hoithi': '1', origin: 'https://evil.example' }), 'ORIGIN_NOT_ALLOWED')
    expectProblem(await logIn('canbo', 'sai', { 'x-hoithi': '1' }), 'LOGIN_FAILED')
    expectProblem(await logIn('ai-do', 'sai', { 'x-hoithi': '1' }), 'LOGIN_FAILED')
    const right = await logIn('canbo', 'mật khẩu đủ dài', { 'x-hoithi': '1' })
    expect(right.status).toBe(200)
    expect(right.headers.get('set-cookie')).toMatch(/HttpOnly/i)
    expect(right.headers.get('set-cookie')).toMatch(/SameSite=Strict/i)
  })

  test('guessing passwords is slowed down', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 14 }, () =>
        call(running.origin, 'POST', '/api/v1/staff/session', { body: { username: 'canbo', password: 'x' }, headers: { 'x-hoithi': '1' } }),
      ),
    )
    const refused = guesses.filter((guess) => guess.status === 429)
    expect(refused.length).toBeGreaterThan(0)
    for (const guess of refused) expect(Number(guess.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  test('metrics are for the operator alone', async () => {
    expectProblem(await call(running.origin, 'GET', '/metrics'), 'TOKEN_INVALID')
    const answer = await fetch(`${running.origin}/metrics`, { headers: { authorization: 'Bearer a-metrics-token-1234' } })
    const text = await answer.text()
    for (const name of [
      'hoithi_requests_total',
      'hoithi_batch_size',
      'hoithi_queued_writes',
      'hoithi_event_loop_delay_p99_seconds',
      'hoithi_sockets',
      'hoithi_live_state_healthy',
    ])
      expect(text).toContain(name)
  })
})
