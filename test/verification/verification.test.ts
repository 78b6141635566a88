import { createHmac, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Problem } from '../../server/contract/errors.ts'
import type { CodeSent } from '../../server/contract/verification.ts'
import { usualForm } from '../../server/features/contestants/registration-form.ts'
import { afterFile } from '../helpers/after-file.ts'
import { eventually } from '../helpers/eventually.ts'
import { call } from '../helpers/participant.ts'
import { pinnedClock } from '../helpers/pinned.ts'
import { startSmtpServer } from '../helpers/smtp-server.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'

const gatewaySecret = 'a-gateway-secret-1234'
const closing = afterFile()
const clock = pinnedClock(Date.now())
let running: TestApp
let byMail: TestContest
let byPhone: TestContest
let mails: Awaited<ReturnType<typeof startSmtpServer>>
const posted: { body: string; time: string; signature: string }[] = []

beforeAll(async () => {
  mails = await startSmtpServer({}, closing)
  const gateway = createServer(async (request, reply) => {
    let body = ''
    for await (const piece of request) body += piece
    posted.push({ body, time: String(request.headers['x-hoithi-time']), signature: String(request.headers['x-hoithi-signature']) })
    reply.end()
  })
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
  closing(() => new Promise<void>((resolve) => void gateway.close(() => resolve()).closeAllConnections()))
  const host = `127.0.0.1:${(gateway.address() as AddressInfo).port}`
  running = await startTestApp(
    {
      clock,
      environment: {
        SMTP_URL: mails.url,
        MAIL_FROM: 'hoithi@example.vn',
        GATEWAY_URL: `http://${host}/sms`,
        GATEWAY_SECRET: gatewaySecret,
        OUTGOING_HOSTS: host,
      },
    },
    closing,
  )
  byMail = await seedContest(running, { slug: 'xac-nhan-mail' })
  byPhone = await seedContest(running, { slug: 'xac-nhan-may' })
  const { sql } = running.database
  for (const [contest, name, verification] of [
    [byMail, 'email', 'email'],
    [byPhone, 'phone', 'gateway'],
  ] as const) {
    const form = { ...usualForm, identity: name, fields: [{ name, isRequired: true }], verification }
    await sql`update contests set registration_form = ${sql.json(form as never)} where id = ${contest.contestId}`
    running.app.features.contests.forget(contest.slug)
  }
})

const ask = (contest: TestContest, address: string, actionId: string = randomUUID()) =>
  call<CodeSent>(running.origin, 'POST', `/api/v1/contests/${contest.slug}/codes`, { body: { actionId, address } })
const anAddress = () => `${randomUUID()}@example.vn`

async function codeFor(address: string): Promise<{ codeId: string; digits: string }> {
  const { body } = await ask(byMail, address)
  const mail = await eventually('the mail is there', () => mails.sentTo(address).at(-1))
  return { codeId: body.codeId, digits: /\d{6}/.exec(mail.text)?.[0] ?? '' }
}
const prove = (address: string, code: { codeId: string; digits: string }, actionId: string = randomUUID(), contest = byMail) =>
  running.app.features.verification.prove(contest.contestId, 'email', address, code, actionId).then(
    () => 'proven',
    (error: Problem) => error.code,
  )
const wrong = (digits: string) => String((Number(digits) + 1) % 1_000_000).padStart(6, '0')

describe('a code', () => {
  test('comes by mail, in words that say what it is for, and proves the address once', async () => {
    const address = anAddress()
    const code = await codeFor(address)
    const actionId = randomUUID()
    expect(await prove(address, code, actionId)).toBe('proven')
    // the same action again: its answer was lost on the way
    expect(await prove(address, code, actionId)).toBe('proven')
    expect(await prove(address, code)).toBe('CODE_REFUSED')
  })

  test('comes through the gateway, signed, to the canonical number', async () => {
    const phone = `09${String(Date.now()).slice(-8)}`
    const { status } = await ask(byPhone, `+84 ${phone.slice(1)}`)
    expect(status).toBe(202)
    const message = await eventually('the gateway has it', () => posted.find(({ body }) => body.includes(phone)))
    expect(JSON.parse(message.body)).toMatchObject({ to: phone, text: expect.stringMatching(/Mã xác nhận: \d{6}/) })
    expect(message.signature).toBe(`sha256=${createHmac('sha256', gatewaySecret).update(`${message.time}.${message.body}`).digest('hex')}`)
  })

  test('is nothing to another address, another contest, or after ten minutes', async () => {
    const address = anAddress()
    const code = await codeFor(address)
    expect(await prove(anAddress(), code)).toBe('CODE_REFUSED')
    expect(await prove(address, code, randomUUID(), byPhone)).toBe('CODE_REFUSED')
    clock.moveTo(clock.now() + 601_000)
    expect(await prove(address, code)).toBe('CODE_REFUSED')
  })

  test('falls after five wrong tries, also when they come all at once', async () => {
    const address = anAddress()
    const code = await codeFor(address)
    const tries = await Promise.all(Array.from({ length: 30 }, () => prove(address, { ...code, digits: wrong(code.digits) })))
    expect(new Set(tries)).toEqual(new Set(['CODE_REFUSED']))
    expect(await prove(address, code)).toBe('CODE_REFUSED')
  })

  test('of twenty actions with the right code at once one is proven', async () => {
    const address = anAddress()
    const code = await codeFor(address)
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => prove(address, code)))
    expect(outcomes.filter((outcome) => outcome === 'proven')).toHaveLength(1)
  })
})

describe('how often codes are sent', () => {
  test('a repeat of the request sends nothing again; the same id for another address is refused', async () => {
    const [address, actionId] = [anAddress(), randomUUID()]
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(byMail, address, actionId)))
    expect(new Set(answers.map(({ body }) => body.codeId)).size).toBe(1)
    await eventually('the mail is there', () => mails.sentTo(address).length === 1 || undefined)
    expect((await ask(byMail, anAddress(), actionId)).problem.code).toBe('ACTION_ID_REUSED')
    const [row] = await running.database.sql<{ count: number }[]>`select count(*)::integer as count from one_time_codes where action_id = ${actionId}`
    expect(row?.count).toBe(1)
  })

  test('one a minute and five an hour to one address, however many ask at once', async () => {
    const address = anAddress()
    const start = clock.now()
    const first = await Promise.all(Array.from({ length: 10 }, () => ask(byMail, address)))
    expect(first.map(({ status }) => status).sort()).toEqual([202, ...Array.from({ length: 9 }, () => 429)])
    const later: number[] = []
    for (let minute = 1; minute <= 6; minute += 1) {
      clock.moveTo(start + minute * 61_000)
      later.push((await ask(byMail, address)).status)
    }
    expect(later).toEqual([202, 202, 202, 202, 429, 429])
  })

  test('nothing that is stored tells the address or the code', async () => {
    const address = anAddress()
    const { digits } = await codeFor(address)
    const [row] = await running.database.sql<{ text: string }[]>`select string_agg(c::text, ' ') as text from one_time_codes c`
    expect(row?.text).not.toContain(address)
    expect(row?.text).not.toContain(Buffer.from(digits).toString('hex'))
    expect(running.log.join('\n')).not.toContain(address)
  })
})

test('a contest that asks for no code sends none', async () => {
  const plain = await seedContest(running, { slug: 'khong-ma' })
  expect((await ask(plain, anAddress())).problem.code).toBe('CODES_NOT_AVAILABLE')
})

test.each(['khong phai dia chi', 'an@b.vn\r\nBcc: x@y.vn', 'a@b.vn, c@d.vn'])('no address: %j', async (address) => {
  expect(['EMAIL_INVALID', 'BAD_REQUEST']).toContain((await ask(byMail, address)).problem.code)
})
