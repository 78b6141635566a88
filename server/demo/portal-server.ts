import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { fileURLToPath } from 'node:url'

const template = fileURLToPath(new URL('../../widget/hosts/portal.html', import.meta.url))

/** The demonstration portal: somebody else's page, on another origin, that embeds the contest with the one script tag. */
export async function startPortal(options: {
  host: string
  port: number
  server: string
  contest: string
}): Promise<{ port: number; close(): Promise<void> }> {
  const html = (await readFile(template, 'utf8')).replaceAll('{{server}}', options.server).replaceAll('{{contest}}', options.contest)
  const portal = createServer((request, response) => {
    if (request.url !== '/' && !request.url?.startsWith('/?')) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' }).end(html)
  })
  await listen(portal, options)
  const address = portal.address()
  return {
    port: typeof address === 'object' && address ? address.port : options.port,
    close: () =>
      new Promise((resolve) => {
        portal.closeAllConnections()
        portal.close(() => resolve())
      }),
  }
}

function listen(portal: Server, address: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    portal.once('error', reject)
    portal.listen(address, () => resolve())
  })
}
