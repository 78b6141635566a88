import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { KeptReceipt, Receipt, ReceiptKeys } from '../../server/contract/attempts.ts'
import { idsAround, receiptCodeFor, spelledCode } from '../../server/features/attempts/receipt-code.ts'
import { createIds } from '../../server/ids.ts'
import { afterFile } from '../helpers/after-file.ts'
import { freshDatabase } from '../helpers/databases.ts'
import { aParticipant, call } from '../helpers/participant.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'
import { runAdmin } from '../operator/run-admin.ts'

describe('the code of a receipt', () => {
  const ids = createIds()
  const nowMs = Date.parse('2026-11-21T02:00:00Z')

  test('says about when its attempt began, this year and for decades', () => {
    for (const beganMs of [nowMs, nowMs - 60_000, nowMs - 40 * 86_400_000, nowMs - 20 * 365 * 86_400_000]) {
      const id = ids.uuid(beganMs)
      const around = idsAround(receiptCodeFor(id, ids), nowMs)
      expect(around && around.from <= id && id < around.to).toBe(true)
      const width = ((around?.to ?? '') > (around?.from ?? '')) as boolean
      expect(width).toBe(true)
    }
  })

  test('is new each time, for the same attempt too', () => {
    const id = ids.uuid(nowMs)
    expect(receiptCodeFor(id, ids)).not.toBe(receiptCodeFor(id, ids))
    expect(spelledCode(receiptCodeFor(id, ids))).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{5}-[0-9A-Z]{5}$/)
  })
})

describe('a receipt that an entrant kept', () => {
  const closing = afterFile()
  let running: TestApp
  let contest: TestContest
  let environment: Record<string, string>
  beforeAll(async () => {
    const databaseUrl = await freshDatabase(closing)
    running = await startTestApp({ databaseUrl }, closing)
    contest = await seedContest(running)
    environment = { DATABASE_URL: databaseUrl }
  })

  async function aSubmission(answers = 3) {
    const person = await aParticipant(running.origin, contest)
    const { body } = await person.start()
    const attempt = person.attempt(body)
    for (let question = 0; question < answers; question += 1) await attempt.save([person.aTap(question, 1)])
    const receipt = (await attempt.submit()).body
    const kept = await call<KeptReceipt>(running.origin, 'GET', `/api/v1/attempts/${body.attemptId}/receipt`, { token: person.token })
    return { receipt, text: kept.body.text, again: kept.body.receipt, attemptId: body.attemptId, token: person.token }
  }
  const verify = (...words: string[]) => runAdmin(['verify-receipt', ...words], environment)

  test('says code, time, digest and signature, and never a rank', async () => {
    const { receipt, again } = await aSubmission()
    expect(Object.keys(receipt).sort()).toEqual([
      'answeredCount',
      'attemptId',
      'closedAt',
      'code',
      'digest',
      'keyId',
      'scoreThousandths',
      'signature',
      'state',
    ])
    expect(again).toEqual(receipt)
  })

  test('is proved by its code, its copied text wherever it was broken, and its JSON', async () => {
    const { receipt, text } = await aSubmission()
    expect(text).toContain(`Mã biên nhận ${spelledCode(receipt.code)}`)
    const byCode = await verify(spelledCode(receipt.code).toLowerCase())
    expect([byCode.code, byCode.out]).toEqual([0, expect.stringContaining(receipt.digest)])
    expect(byCode.out).toContain('A code alone')
    for (const shown of [text, text.replace(/(.{40})/g, '$1\n '), JSON.stringify(receipt)]) {
      const said = await verify(shown)
      expect([said.code, said.out]).toEqual([0, expect.stringContaining('GENUINE')])
    }
    const folder = mkdtempSync(join(tmpdir(), 'hoithi-receipt-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, 'receipt.txt'), text)
    expect((await verify(join(folder, 'receipt.txt'))).code).toBe(0)
  })

  test('is proved anywhere with the published key alone', async () => {
    const { text } = await aSubmission()
    const { body } = await call<ReceiptKeys>(running.origin, 'GET', '/api/v1/receipt-keys')
    const key = body.keys[0]?.publicKey ?? ''
    const away = { DATA_DIR: '/nonexistent-hoithi', SECRET_KEY: '' }
    expect(await runAdmin(['verify-receipt', text, '--offline', '--key', key], away)).toMatchObject({
      code: 0,
      out: expect.stringContaining('GENUINE'),
    })
    const other = 'ed25519:11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'
    expect((await runAdmin(['verify-receipt', text, '--offline', '--key', other], away)).code).toBe(3)
    // a code alone cannot be judged away from the database
    expect((await runAdmin(['verify-receipt', 'ABCD-EFGHJ-KMNPQ', '--offline', '--key', key], away)).code).toBe(1)
  })

  test('is known for altered, whichever part of it was changed', async () => {
    const { receipt } = await aSubmission()
    const other = (await aSubmission(2)).receipt
    const changes: Partial<Receipt>[] = [
      { code: other.code },
      { closedAt: other.closedAt },
      { digest: other.digest },
      { attemptId: other.attemptId },
      { signature: other.signature as string },
    ]
    for (const change of changes) {
      const said = await verify(JSON.stringify({ ...receipt, ...change }))
      expect([change, said.code, said.out]).toEqual([change, 3, expect.stringContaining('ALTERED')])
    }
  })

  test('shows that the stored answers were changed, though the signature is right', async () => {
    const { receipt, text, attemptId } = await aSubmission()
    await running.database.sql`update answer_log set answer = '0' where attempt_id = ${attemptId} and tap = 2`
    for (const shown of [text, receipt.code]) {
      const said = await verify(shown)
      expect([said.code, said.out]).toEqual([3, expect.stringContaining('STORED ANSWERS ALTERED')])
    }
    await running.database.sql`update answer_log set answer = '1' where attempt_id = ${attemptId} and tap = 2`
    expect((await verify(text)).code).toBe(0)
    await running.database.sql`update attempts set closed_at = closed_at - interval '1 second' where id = ${attemptId}`
    expect(await verify(text)).toMatchObject({ code: 3, out: expect.stringContaining('DIFFERENT') })
  })

  test('that nobody was given is unknown, and so is the code of an attempt that is still open', async () => {
    expect(await verify('ABCD-EFGHJ-KMNPQ')).toMatchObject({ code: 4, out: expect.stringContaining('UNKNOWN') })
    const person = await aParticipant(running.origin, contest)
    const { body } = await person.start()
    const [row] = await running.database.sql<{ code: string }[]>`select receipt_code as code from attempts where id = ${body.attemptId}`
    expect((await verify(row?.code ?? '')).code).toBe(4)
    expect((await call(running.origin, 'GET', `/api/v1/attempts/${body.attemptId}/receipt`, { token: person.token })).problem.code).toBe(
      'RESULT_NOT_READY',
    )
  })

  test('of before there were hints in codes is found too', async () => {
    const { attemptId } = await aSubmission()
    await running.database.sql`update attempts set receipt_code = 'ABCDEFGHJK' where id = ${attemptId}`
    expect((await verify('abcde-fghjk')).code).toBe(0)
  })

  test('is for the person it belongs to and for nobody else', async () => {
    const [mine, other] = [await aSubmission(), await aSubmission()]
    const asked = await call(running.origin, 'GET', `/api/v1/attempts/${mine.attemptId}/receipt`, { token: other.token })
    expect([asked.status, asked.problem.code]).toEqual([404, 'ATTEMPT_NOT_FOUND'])
  })

  test('an attempt that ended by itself has a receipt as well', async () => {
    const person = await aParticipant(running.origin, contest)
    const { body } = await person.start()
    await person.attempt(body).save([person.aTap(0, 1)])
    await running.database.sql`
      update attempts set started_at = started_at - interval '1 hour', deadline_at = deadline_at - interval '1 hour', accepts_until = accepts_until - interval '1 hour' where id = ${body.attemptId}`
    await running.database.sql`update answer_log set received_at = received_at - interval '1 hour' where attempt_id = ${body.attemptId}`
    await running.app.features.sweeper.run()
    const { receipt, text } = (
      await call<KeptReceipt>(running.origin, 'GET', `/api/v1/attempts/${body.attemptId}/receipt?lang=en`, { token: person.token })
    ).body
    expect(receipt.state).toBe('expired')
    expect(await verify(text)).toMatchObject({ code: 0, out: expect.stringContaining('ended when its time was over') })
    expect((await person.attempt(body).submit(randomUUID())).body).toEqual(receipt)
  })
})
