import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Attachment } from '../../question-bank/attachment.ts'
import { attachmentsIn } from '../../question-bank/rich-text/plain-text.ts'
import type { ImportItem, ImportItemsPage } from '../../server/contract/bank.ts'
import { cleanAttachments } from '../../server/features/bank/attachment-cleaner.ts'
import { cleanPicture } from '../../server/features/bank/clean-picture.ts'
import { afterFile } from '../helpers/after-file.ts'
import { asAttachment, asImported, pngPiece, pngThatClaims } from '../helpers/pictures.ts'
import { aQuestion, type BankStage, jsonFile, openBankStage } from './bank-stage.ts'

const closing = afterFile()
let stage: BankStage
beforeAll(async () => {
  stage = await openBankStage(closing)
})

const aDrawing = (width = 40, height = 30) => sharp({ create: { width, height, channels: 3, background: { r: 200, g: 30, b: 30 } } })
const hidden = '<script>alert(document.domain)</script>'

/** The one item of a file whose question shows this picture. */
async function imported(picture: Attachment): Promise<ImportItem & { digests: string[] }> {
  const question = aQuestion({
    stem: `Hình ${randomUUID()}: ![cầu](attachment:${picture.digest})`,
    explanation: `Xem ![](attachment:${picture.digest})`,
  })
  const { importId } = await stage.binh.preview('hình.json', jsonFile([question], [picture]))
  const { items } = (await stage.binh.get<ImportItemsPage>(`/imports/${importId}/items`)).body
  const item = items[0] as ImportItem
  return { ...item, digests: attachmentsIn(JSON.stringify(item.question)) }
}
const stored = async (digest: string) => {
  const answer = await fetch(`${stage.origin}/api/v1/staff/bank/attachments/${digest}`, { headers: stage.binh.headers })
  return Buffer.from(await answer.arrayBuffer())
}

describe('a picture that is imported', () => {
  test('from a telephone loses the place where it was taken, is turned upright, and its questions follow to its new name', async () => {
    const photo = await aDrawing()
      .withExif({ IFD0: { Make: 'Điện thoại của Bình' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '21/1 1/1 42/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    expect(photo.includes('Exif')).toBe(true)
    const item = await imported(asAttachment(photo))
    expect(item.state).toBe('good')
    const digest = item.digests[0] as string
    expect(item.digests).toEqual([digest, digest])
    const bytes = await stored(digest)
    expect([bytes.includes('Exif'), bytes.includes('Bình')]).toEqual([false, false])
    const { exif, width, height, format } = await sharp(bytes).metadata()
    expect({ exif, width, height, format }).toEqual({ exif: undefined, width: 30, height: 40, format: 'jpeg' })
  })

  test.each([
    ['behind the picture', async () => Buffer.concat([await aDrawing().png().toBuffer(), Buffer.from(hidden)])],
    ['in a note of a PNG', async () => withPngNote(await aDrawing().png().toBuffer())],
    ['in a comment of a JPEG', async () => withJpegComment(await aDrawing().jpeg().toBuffer())],
    ['behind a GIF', async () => Buffer.concat([await aDrawing().gif().toBuffer(), Buffer.from(hidden)])],
    ['behind a WebP', async () => Buffer.concat([await aDrawing().webp().toBuffer(), Buffer.from(hidden)])],
  ])('with a program %s comes without it', async (_where, draw) => {
    const picture = asAttachment(new Uint8Array(await draw()))
    expect(Buffer.from(picture.bytes).includes('<script>')).toBe(true)
    const item = await imported(picture)
    expect(item.state).toBe('good')
    const bytes = await stored(item.digests[0] as string)
    expect(bytes.includes('<script>')).toBe(false)
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 40, height: 30 })
  })

  test('has the same name whenever it comes, and keeps it when it comes back from an export', async () => {
    const photo = asAttachment(await aDrawing(300, 200).jpeg().toBuffer())
    const [first, second] = [await imported(photo), await imported(photo)]
    expect(second.digests).toEqual(first.digests)
    const exported = asAttachment(new Uint8Array(await stored(first.digests[0] as string)))
    expect((await imported(exported)).digests).toEqual(first.digests)
  })

  test.each([
    ['thirty thousand pixels wide and high', async () => pngThatClaims(30_000, 30_000), /quá nhiều điểm ảnh/],
    ['moving, with more pixels in all its pictures than may be', async () => manyFrames(), /quá nhiều điểm ảnh/],
    ['cut in half', async () => cutInHalf(await aDrawing(600, 400).jpeg().toBuffer()), /bị cắt cụt/],
    ['a PNG cut in half', async () => cutInHalf(await aDrawing(600, 400).png().toBuffer()), /bị cắt cụt/],
    ['nothing but a beginning', async () => Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1), /bị cắt cụt/],
    ['a JPEG that is called a PNG by its first bytes alone', async () => pretender(), /bị cắt cụt/],
  ])('%s is not shown, and its question is doubtful with a sentence', async (_what, draw, sentence) => {
    const item = await imported(asAttachment(new Uint8Array(await draw())))
    expect(item.state).toBe('doubtful')
    expect(item.reasons.join(' ')).toMatch(sentence)
    expect(item.digests).toEqual([])
    expect(item.stem).toContain('[hình]')
  })

  test('larger than any screen is made to fit, a moving one still moves, and one in greys stays grey', async () => {
    const large = await asImported(asAttachment(await aDrawing(3_000, 1_000).png().toBuffer()))
    expect(await sharp(large.bytes).metadata()).toMatchObject({ width: 2_000, height: 667 })
    const moving = await asImported(asAttachment(await movingGif(5)))
    expect(await sharp(moving.bytes, { animated: true }).metadata()).toMatchObject({ pages: 5 })
    const grey = await asImported(asAttachment(await aDrawing().toColourspace('b-w').png().toBuffer()))
    expect((await sharp(grey.bytes).metadata()).channels).toBe(1)
  })

  test('a drawing without loss keeps every pixel', async () => {
    const pixels = Buffer.from(Array.from({ length: 30 * 20 * 3 }, (_, at) => (at * 7919) % 256))
    const drawing = sharp(pixels, { raw: { width: 30, height: 20, channels: 3 } })
    for (const bytes of [await drawing.png().toBuffer(), await drawing.webp({ lossless: true }).toBuffer()]) {
      const made = await asImported(asAttachment(new Uint8Array(bytes)))
      expect((await sharp(made.bytes).removeAlpha().raw().toBuffer()).equals(pixels)).toBe(true)
    }
  })

  test('what is no picture of these four kinds is drawn by nobody', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    for (const mediaType of ['image/svg+xml', 'image/png', 'image/tiff']) expect(await cleanPicture(mediaType, new Uint8Array(svg))).toBe('broken')
  })
})

test('whatever becomes of one picture, the others are made anew', async () => {
  const [sound, broken] = [asAttachment(await aDrawing().png().toBuffer()), asAttachment(cutInHalf(await aDrawing().gif().toBuffer()))]
  const cleaned = await cleanAttachments([broken, sound])
  expect([cleaned.get(broken.digest), typeof cleaned.get(sound.digest)]).toEqual(['broken', 'object'])
})

function cutInHalf(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.subarray(0, Math.floor(bytes.length / 2)))
}

/** Signature and head of a PNG, and then another file. */
async function pretender(): Promise<Uint8Array> {
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), await aDrawing().jpeg().toBuffer()])
}

function withPngNote(png: Buffer): Buffer {
  const afterHead = 8 + 25
  return Buffer.concat([png.subarray(0, afterHead), pngPiece('tEXt', Buffer.from(`Comment\0${hidden}`)), png.subarray(afterHead)])
}

function withJpegComment(jpeg: Buffer): Buffer {
  const head = Buffer.from([0xff, 0xfe, 0, hidden.length + 2])
  return Buffer.concat([jpeg.subarray(0, 2), head, Buffer.from(hidden), jpeg.subarray(2)])
}

function movingGif(frames: number, side = 20): Promise<Buffer> {
  const pixels = Buffer.from(Array.from({ length: side * side * 3 * frames }, (_, at) => Math.floor(at / (side * side * 3)) * 40))
  return sharp(pixels, { raw: { width: side, height: side * frames, channels: 3, pageHeight: side } })
    .gif({ loop: 0 })
    .toBuffer()
}

/** A few frames that all claim to be 9,000 pixels wide and high. */
async function manyFrames(): Promise<Uint8Array> {
  const gif = (await movingGif(3)).toString('latin1')
  const [claimed, real] = ['\x28\x23\x28\x23', '\x14\0\x14\0']
  return Buffer.from(gif.replace(real, claimed).replaceAll(`,\0\0\0\0${real}`, `,\0\0\0\0${claimed}`), 'latin1')
}
