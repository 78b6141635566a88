import { beforeAll, describe, expect, test } from 'vitest'
import { type Attachment, makeAttachment } from '../../question-bank/attachment.ts'
import { afterFile } from '../helpers/after-file.ts'
import { aQuestion, type BankStage, jsonFile, openBankStage } from './bank-stage.ts'

const closing = afterFile()
let stage: BankStage
beforeAll(async () => {
  stage = await openBankStage(closing)
})

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** A picture that is like no other. */
function aPicture(mark: number): Attachment {
  const made = makeAttachment(Uint8Array.from([...png, mark]))
  if (typeof made === 'string') throw new Error(made)
  return made
}
const ask = (digest: string, headers: Record<string, string> = {}) => fetch(`${stage.origin}/api/v1/attachments/${digest}`, { headers })

describe('the pictures of a paper', () => {
  test('are there for everybody as soon as a question shows them, and not before', async () => {
    const picture = aPicture(1)
    const question = aQuestion({ stem: `Đây là cầu nào? ![cầu](attachment:${picture.digest})` })
    const { importId } = await stage.binh.preview('cau.json', jsonFile([question], [picture]))
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
})
