import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { openPages } from '../../server/boot/open-pages.ts'
import { startTestApp } from '../helpers/test-app.ts'
import { seedContest } from '../helpers/test-contest.ts'

test('the files of a page come in the smallest form the browser takes, and may be kept for ever', async () => {
  openPages(() => {})
  const running = await startTestApp()
  const { slug } = await seedContest(running)
  const html = await (await fetch(`${running.origin}/embed/v1/frame?contest=${slug}`)).text()
  const script = /<script[^>]+src="([^"]+)"/.exec(html)?.[1] ?? ''
  const ask = (path: string, accepts: string) => running.app.fastify.inject({ url: path, headers: { 'accept-encoding': accepts } })

  const plain = await ask(script, 'identity')
  expect(plain.headers['content-type']).toBe('text/javascript; charset=utf-8')
  expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(plain.headers.vary).toBe('accept-encoding')
  expect(plain.headers['content-encoding']).toBeUndefined()
  const [zipped, brotli] = [await ask(script, 'gzip'), await ask(script, 'gzip, deflate, br')]
  expect(zipped.headers['content-encoding']).toBe('gzip')
  expect(gunzipSync(zipped.rawPayload)).toEqual(plain.rawPayload)
  expect(brotli.headers['content-encoding']).toBe('br')
  expect(brotliDecompressSync(brotli.rawPayload)).toEqual(plain.rawPayload)
  expect(brotli.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2)

  for (const path of [
    '/embed/v1/assets/missing.js',
    '/embed/v1/assets/..%2Fframe.html',
    '/embed/v1/assets/.hidden',
    '/embed/v1/assets/%2e%2e%2fframe.html',
  ])
    expect((await ask(path, 'br')).statusCode, path).toBe(404)
})
