import { randomUUID } from 'node:crypto'
import { expect, inject, onTestFinished, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { connectDatabase } from '../../server/database/client.ts'
import { asServer } from '../../server/database/server-role.ts'
import { createIds } from '../../server/ids.ts'
import { createOutbox, type Mail } from '../../server/mail/outbox.ts'
import { createOutboxStore } from '../../server/mail/outbox-store.ts'
import { createSmtpSender } from '../../server/mail/smtp-sender.ts'
import { createSealer } from '../../server/sealing.ts'
import { createSecrets } from '../../server/secrets.ts'
import { freshDatabase } from '../helpers/databases.ts'
import { pinnedClock } from '../helpers/pinned.ts'
import { startSmtpServer } from '../helpers/smtp-server.ts'
import { testSecret } from '../helpers/test-app.ts'

const start = Date.UTC(2026, 10, 21, 8)
const hourMs = 3_600_000
const aMail = (changes: Partial<Mail> = {}): Mail => ({
  kind: 'invitation',
  to: 'binh@example.vn',
  subject: 'Lời mời tham gia ban tổ chức Hội thi tìm hiểu về chuyển đổi số',
  text: 'Chào Bình,\n\nhãy đặt mật khẩu tại https://hoithi.example.vn/console/password#abc\n.\nBan tổ chức',
  expiresAt: new Date(start + 24 * hourMs),
  ...changes,
})

async function open() {
  const smtp = await startSmtpServer()
  const database = connectDatabase(asServer(await freshDatabase(), inject('serverPassword')), { poolSize: 8, name: `mail ${randomUUID()}` })
  onTestFinished(() => database.close())
  const clock = pinnedClock(start)
  const givenUp: { kind: string; lastError: string | null }[] = []
  const secrets = createSecrets({ present: testSecret, previous: '' })
  const anOutbox = (url = smtp.url) =>
    createOutbox({
      store: createOutboxStore(database),
      channel: 'mail',
      sender: createSmtpSender(readConfig({ SMTP_URL: url, MAIL_FROM: 'Hội Thi <hoithi@example.vn>' })),
      sealer: createSealer(secrets, 'mails'),
      ids: createIds(),
      clock,
      onGivenUp: (mail) => void givenUp.push(mail),
    })
  const outbox = anOutbox()
  const post = (mail: Mail) => database.sql.begin((transaction) => outbox.post(transaction, mail))
  const waiting = () => database.sql<{ attempts: number; lastError: string | null }[]>`select attempts, last_error as "lastError" from mail_outbox`
  return { smtp, database, clock, givenUp, outbox, anOutbox, post, waiting }
}

test('a mail arrives as it was written, and its row goes', async () => {
  const { smtp, outbox, post, waiting } = await open()
  await post(aMail())
  await outbox.run()
  expect(smtp.received).toHaveLength(1)
  const [mail] = smtp.received
  expect(mail).toMatchObject({ from: 'hoithi@example.vn', to: 'binh@example.vn' })
  expect(mail?.headers).toMatchObject({ from: 'Hội Thi <hoithi@example.vn>', subject: aMail().subject, 'auto-submitted': 'auto-generated' })
  expect(mail?.text.trimEnd()).toBe(aMail().text)
  expect(await waiting()).toHaveLength(0)
})

test('what a transaction takes back is never sent', async () => {
  const { smtp, database, outbox, waiting } = await open()
  const failing = database.sql.begin(async (transaction) => {
    await outbox.post(transaction, aMail())
    throw new Error('the act did not happen')
  })
  await expect(failing).rejects.toThrow('did not happen')
  await outbox.run()
  expect([smtp.received.length, (await waiting()).length]).toEqual([0, 0])
})

test('while the mail server is busy or away a mail waits, longer each time, and then arrives once', async () => {
  const { smtp, clock, outbox, post, waiting } = await open()
  await post(aMail())
  smtp.behave((verb) => (verb === 'RCPT' ? '451 4.3.0 try again later, binh@example.vn' : undefined))
  await outbox.run()
  expect(await waiting()).toEqual([{ attempts: 1, lastError: 'EENVELOPE 451' }])
  // not before its time
  clock.moveTo(start + 9_000)
  await outbox.run()
  expect(await waiting()).toMatchObject([{ attempts: 1 }])
  clock.moveTo(start + 11_000)
  await outbox.run()
  expect(await waiting()).toMatchObject([{ attempts: 2 }])
  smtp.behave(() => undefined)
  clock.moveTo(start + 60_000)
  await outbox.run()
  expect([smtp.received.length, (await waiting()).length]).toEqual([1, 0])
})

test('a mail server that is not there loses nothing', async () => {
  const { smtp, clock, outbox, anOutbox, post, waiting } = await open()
  await post(aMail())
  await anOutbox('smtp://127.0.0.1:1').run()
  expect(await waiting()).toEqual([{ attempts: 1, lastError: 'ESOCKET' }])
  clock.moveTo(start + hourMs)
  await outbox.run()
  expect(smtp.received).toHaveLength(1)
})

test('a mail refused for good, or too old to be true, is given up and named to the operator without its address', async () => {
  const { smtp, clock, givenUp, outbox, post, waiting } = await open()
  smtp.behave((verb, line) => (verb === 'RCPT' && line.includes('gone@') ? '550 5.1.1 no such mailbox gone@example.vn' : undefined))
  await post(aMail({ to: 'gone@example.vn' }))
  await outbox.run()
  clock.moveTo(start + hourMs)
  await outbox.run()
  expect(await waiting()).toEqual([{ attempts: 1, lastError: 'refused with 550' }])
  clock.moveTo(start + 24 * hourMs)
  await outbox.run()
  expect(givenUp).toMatchObject([{ kind: 'invitation', lastError: 'refused with 550' }])
  expect(JSON.stringify(givenUp)).not.toContain('gone@')
  expect([smtp.received.length, (await waiting()).length]).toEqual([0, 0])
})

test('of two processes that look at once each mail is sent by one', async () => {
  const { smtp, outbox, anOutbox, post } = await open()
  const addresses = Array.from({ length: 8 }, (_, number) => `nguoi${number}@example.vn`)
  for (const to of addresses) await post(aMail({ to }))
  const other = anOutbox()
  await Promise.all([outbox.run(), other.run()])
  await Promise.all([outbox.run(), other.run()])
  expect(smtp.received.map((mail) => mail.to).sort()).toEqual(addresses)
})

test('the database alone tells neither address nor text of a waiting mail', async () => {
  const { database, post } = await open()
  await post(aMail())
  const [row] = await database.sql<{ all: string }[]>`select m::text || encode(sealed, 'escape') as all from mail_outbox m`
  expect(row?.all).not.toMatch(/binh@|password#/)
})

test('a password is not given to a mail server elsewhere in the clear', async () => {
  const letter = { messageId: randomUUID(), to: 'binh@example.vn', subject: 'x', text: 'y' }
  const send = (url: string) => createSmtpSender(readConfig({ SMTP_URL: url, MAIL_FROM: 'hoithi@example.vn' }))?.send(letter)
  const [here, elsewhere] = [await startSmtpServer(), await startSmtpServer({ host: '127.0.0.2' })]
  await send(here.url.replace('//', '//hoithi:a-password@'))
  expect(here.received).toMatchObject([{ login: 'hoithi' }])
  await expect(send(elsewhere.url.replace('//', '//hoithi:a-password@'))).rejects.toThrow(/STARTTLS/)
  expect(elsewhere.received).toEqual([])
})

test('an address cannot bring a second one or a header along', async () => {
  const { smtp, outbox, post } = await open()
  await post(aMail({ to: 'binh@example.vn, other@example.vn', subject: 'Chào\r\nBcc: other@example.vn' }))
  await outbox.run()
  expect(smtp.received.flatMap((mail) => [mail.to, mail.headers.bcc])).not.toContain('other@example.vn')
})
