import { createServer } from 'node:http'
import { freePort } from './free-port.ts'

type Closing = (close: () => Promise<void>) => void

/** Somebody's web site: pages by path, each with the headers of that site, on an origin of its own. */
export async function startHostPages(closing: Closing) {
  const pages = new Map<string, { html: string; headers: Record<string, string> }>()
  const port = await freePort()
  const answers = new Map<string, () => Promise<string | undefined>>()
  const site = createServer(async (request, response) => {
    const answer = answers.get(request.url ?? '')
    if (answer) {
      const text = await answer()
      response.writeHead(text === undefined ? 401 : 200, { 'content-type': 'text/plain' }).end(text)
      return
    }
    const page = pages.get(request.url ?? '')
    // an icon nobody asked for must not look like a fault of the page
    if (!page) response.writeHead(request.url === '/favicon.ico' ? 204 : 404).end()
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers }).end(page.html)
  })
  await new Promise<void>((resolve) => site.listen(port, resolve))
  closing(
    () =>
      new Promise((resolve) => {
        site.closeAllConnections()
        site.close(() => resolve())
      }),
  )
  const origin = `http://localhost:${port}`
  return {
    origin,
    /** An address that answers with a text made anew each time; undefined: nobody is logged in. */
    answer: (path: string, text: () => Promise<string | undefined>) => void answers.set(path, text),
    /** Puts a page on the site and answers its address. */
    put(path: string, body: string, headers: Record<string, string> = {}): string {
      pages.set(path, { html: `<!doctype html><html lang="vi"><meta charset="utf-8"><title>Cổng khác</title><body>${body}</body></html>`, headers })
      return `${origin}${path}`
    },
  }
}
