import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { build, createServer, type Plugin, type Rolldown } from 'vite'
import { repository } from '../widget/build-stamp.ts'
import { loaderBuild, sharedConfig } from '../widget/page-builds.ts'

const serverPort = Number(process.env.PORT ?? 8080)
const pagesPort = 5173
const serverAddress = `http://localhost:${serverPort}`

/** The same addresses as in production, each with the source it comes from. */
const pages = [
  { address: /^\/(embed\/v1\/frame|c\/)/, html: 'widget/frame/index.html' },
  { address: /^\/console(\/|$)/, html: 'console/index.html' },
  { address: /^\/board\//, html: 'console/board/index.html' },
]

/** A classic script cannot be served module by module, so the loader is built anew at each request; it is small. */
async function builtLoader(): Promise<string> {
  const [bundle] = [await build(loaderBuild(undefined))].flat() as Rolldown.RolldownOutput[]
  return bundle?.output[0].code ?? ''
}

/** The page is served at another address than its folder, so what it names relatively is named from the root. */
async function sourcePage(html: string): Promise<string> {
  const text = await readFile(join(repository, html), 'utf8')
  return text.replace(/(src|href)="(\.[^"]+)"/g, (_all, name: string, path: string) => `${name}="${posix.join('/', posix.dirname(html), path)}"`)
}

const productionAddresses: Plugin = {
  name: 'production-addresses',
  configureServer(vite) {
    vite.middlewares.use(async (request, response, next) => {
      const url = request.url ?? '/'
      const [path = '/'] = url.split('?')
      try {
        if (path === '/embed/v1/loader.js') {
          response.setHeader('content-type', 'text/javascript; charset=utf-8')
          return response.end(await builtLoader())
        }
        // a module under /console/ shares its first letters with a page of the console; only a navigation wants html
        const page = request.headers.accept?.includes('text/html') ? pages.find(({ address }) => address.test(path)) : undefined
        if (!page) return next()
        response.setHeader('content-type', 'text/html; charset=utf-8')
        response.end(await vite.transformIndexHtml(url, await sourcePage(page.html)))
      } catch (error) {
        next(error)
      }
    })
  },
}

// the server refuses foreign origins; in development its own pages come from another port
const toServer = { target: serverAddress, changeOrigin: true, headers: { origin: serverAddress } }

const server = spawn(process.execPath, ['--watch', '--watch-preserve-output', 'server/main.ts'], {
  cwd: repository,
  stdio: 'inherit',
  env: { ...process.env, PORT: String(serverPort) },
})

const vite = await createServer({
  ...sharedConfig,
  root: repository,
  appType: 'custom',
  plugins: [productionAddresses],
  server: {
    port: pagesPort,
    strictPort: true,
    watch: { ignored: ['**/.data/**', '**/dist/**', '**/docs/**'] },
    proxy: {
      '/api': toServer,
      '/docs': toServer,
      '/openapi.json': toServer,
      '/healthz': toServer,
      '/readyz': toServer,
      '/live': { ...toServer, ws: true },
    },
  },
})
await vite.listen()
console.log(
  `pages with hot reload  http://localhost:${pagesPort}/console/  http://localhost:${pagesPort}/c/SLUG  http://localhost:${pagesPort}/board/SLUG`,
)
console.log(`server, restarts itself  ${serverAddress}`)

async function end(code: number): Promise<void> {
  server.kill('SIGTERM')
  await vite.close()
  process.exit(code)
}
process.on('SIGINT', () => void end(0))
process.on('SIGTERM', () => void end(0))
server.on('exit', (code) => void end(code ?? 1))
