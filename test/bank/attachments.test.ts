import { beforeAll, describe, expect, test } from 'vitest'
import type { Attachment } from '../../question-bank/attachment.ts'
import type { ImportStatus } from '../../server/contract/bank.ts'
import { afterFile } from '../helpers/after-file.ts'
import { aPicture } from '../helpers/pictures.ts'
import { aQuestion, type BankStage, jsonFile, openBankStage } from './bank-stage.ts'

const closing = afterFile()
let stage: BankStage
beforeAll(async () => {
  stage = await openBankStage(closing)
})

const ask = (digest: string, headers: Record<string, string> = {}) => fetch(`${stage.origin}/api/v1/attachments/${digest}`, { headers })

async function shownPicture(): Promise<{ picture: Attachment; importId: string }> {
  const picture = await aPicture()
  const question = aQuestion({ stem: `Đây là cầu nào? ![cầu](attachment:${picture.digest})` })
  const { importId } = await stage.binh.preview('cau.json', jsonFile([question], [picture]))
  return { picture, importId }
}

describe('the pictures of a paper', () => {
  test('are there for everybody as soon as a question shows them, and not before', async () => {
    const { picture, importId } = await shownPicture()
    expect((await ask(picture.digest)).status).toBe(404)
    await stage.binh.confirm(importId)
    const shown = await ask(picture.digest)
    expect(shown.status).toBe(200)
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(picture.bytes)
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'public, max-age=31536000, immutable',
      etag: `"${picture.digest}"`,
    })
    const again = await ask(picture.digest, { 'if-none-match': `"${picture.digest}"` })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  test('come in pieces to whoever asks for pieces, as some telephones do for sounds', async () => {
    const { picture, importId } = await shownPicture()
    await stage.binh.confirm(importId)
    const piece = await ask(picture.digest, { range: 'bytes=0-1' })
    expect([piece.status, piece.headers.get('content-range')]).toEqual([206, `bytes 0-1/${picture.bytes.length}`])
    expect(new Uint8Array(await piece.arrayBuffer())).toEqual(picture.bytes.subarray(0, 2))
    const beyond = await ask(picture.digest, { range: `bytes=${picture.bytes.length}-` })
    expect([beyond.status, beyond.headers.get('content-range'), beyond.headers.get('cache-control')]).toEqual([
      416,
      `bytes */${picture.bytes.length}`,
      'no-store',
    ])
  })

  test('whatever is no picture of ours is not found, and nothing of the answer is kept', async () => {
    const unknown = await ask('0'.repeat(64))
    expect([unknown.status, unknown.headers.get('cache-control')]).toEqual([404, 'no-store'])
    expect((await ask('khong-phai-ma')).status).toBe(400)
  })

  test('may be shown by the page of a contest, and sounds too', async () => {
    const page = await fetch(`${stage.origin}/embed/v1/frame?contest=khong-co`)
    expect(page.status).toBe(404)
    const policy = (await fetch(`${stage.origin}/c/khong-co`)).headers.get('content-security-policy')
    expect(policy).toContain("img-src 'self'")
    expect(policy).toContain("media-src 'self'")
  })

  test('stay with their questions and go with them', async () => {
    const [shown, unused] = [await aPicture(), await aPicture()]
    const question = aQuestion({ stem: `Hình này là gì? ![cầu](attachment:${shown.digest})` })
    const { importId } = await stage.binh.preview('có hình.json', jsonFile([question], [shown, unused]))
    const get = (digest: string) => fetch(`${stage.origin}/api/v1/staff/bank/attachments/${digest}`, { headers: stage.binh.headers })
    const answer = await get(shown.digest)
    expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(shown.bytes))).toBe(true)
    expect(answer.headers.get('content-type')).toBe('image/png')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
    expect(answer.headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
    expect((await fetch(`${stage.origin}/api/v1/staff/bank/attachments/${shown.digest}`)).status).toBe(401)

    await stage.binh.confirm(importId)
    await stage.sql`update bank_attachments set created_at = now() - interval '1 day'`
    await stage.app.features.imports.tidy()
    expect([(await get(shown.digest)).status, (await get(unused.digest)).status]).toEqual([200, 404])
    await stage.binh.post<ImportStatus>(`/imports/${importId}/undo`)
    await stage.app.features.imports.tidy()
    expect((await get(shown.digest)).status).toBe(404)
  })
})
