import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Clock } from '../clock.ts'
import { Problem } from '../contract/errors.ts'
import type { ContestsService } from '../features/contests/contests-service.ts'
import { createKeptFiles, sendKept } from './kept-files.ts'
import { missingContestPage, missingContestPolicy } from './missing-contest-page.ts'

const dist = fileURLToPath(new URL('../../dist/', import.meta.url))
const docs = fileURLToPath(new URL('./docs/', import.meta.url))

const pageKeptMs = 1_000

/** No inline script, no foreign origin; who may frame a page is said for each page. */
function contentPolicy(frameAncestors: string): string {
  return `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; font-src 'self'; connect-src 'self' ws: wss:; base-uri 'none'; form-action 'self'; frame-ancestors ${frameAncestors}`
}

/** Serves what the build made: the loader and frame of the widget, the console, the board, the API's pages. */
export async function registerPages(app: FastifyInstance, { contests, clock }: { contests: ContestsService; clock: Clock }): Promise<void> {
  const html = (reply: FastifyReply, policy: string, body: string) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', policy)
      .header('referrer-policy', 'strict-origin-when-cross-origin')
      .header('cache-control', 'no-cache')
      .send(body)
  const read = new Map<string, { text: Promise<string>; atMs: number }>()
  /** A page may be built anew while the service runs: it is read again after a second. */
  function page(file: string): Promise<string> {
    const known = read.get(file)
    if (known && clock.now() - known.atMs < pageKeptMs) return known.text
    const text = readFile(`${dist}${file}`, 'utf8')
    read.set(file, { text, atMs: clock.now() })
    return text
  }
  const open = { config: { guard: 'public' as const }, schema: { hide: true } }

  /** A contest's page may be framed by the portals of that contest and by nobody else. */
  async function contestPage(reply: FastifyReply, slug: string, missing: () => Promise<FastifyReply>): Promise<FastifyReply> {
    try {
      const contest = await contests.shown(slug)
      return html(reply, contentPolicy(["'self'", ...contest.allowedOrigins].join(' ')), await page('embed/v1/frame.html'))
    } catch (error) {
      if (error instanceof Problem && error.code === 'CONTEST_NOT_FOUND') return missing()
      throw error
    }
  }

  app.get<{ Querystring: { contest?: string; lang?: string } }>('/embed/v1/frame', open, (request, reply) => {
    const slug = String(request.query.contest ?? '')
    const language = request.query.lang === 'en' ? 'en' : 'vi'
    return contestPage(reply, slug, async () => html(reply.code(404), missingContestPolicy, missingContestPage(slug, language)))
  })
  app.get<{ Params: { slug: string } }>('/c/:slug', open, (request, reply) =>
    // the page itself says that there is no such contest, in the reader's language
    contestPage(reply, request.params.slug, async () => html(reply.code(404), contentPolicy("'none'"), await page('embed/v1/frame.html'))),
  )
  app.get('/embed/v1/loader.js', open, async (_request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'public, max-age=300')
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin')
      .send(await page('embed/v1/loader.js')),
  )
  for (const url of ['/console', '/console/*'])
    app.get(url, open, async (_request, reply) => html(reply, contentPolicy("'none'"), await page('console/index.html')))
  for (const url of ['/board/:slug', '/board/:slug/:roundId'])
    app.get(url, open, async (_request, reply) => html(reply, contentPolicy("'none'"), await page('board/index.html')))
  app.get('/docs', open, async (_request, reply) => html(reply, contentPolicy("'none'"), await readFile(`${docs}index.html`, 'utf8')))
  app.get('/', open, async (_request, reply) => reply.redirect('/console/'))

  for (const folder of ['embed/v1/assets', 'console/assets', 'board/assets']) {
    const files = createKeptFiles(`${dist}${folder}`)
    app.get<{ Params: { file: string } }>(`/${folder}/:file`, open, async (request, reply) => {
      const file = await files.find(request.params.file)
      if (!file) throw new Problem('NOT_FOUND')
      // names carry a hash of their content, so they may be kept for ever
      return sendKept(request, reply.header('cache-control', 'public, max-age=31536000, immutable'), file)
    })
  }
  await app.register(fastifyStatic, { root: docs, prefix: '/docs/assets/', decorateReply: false, index: false })
}
