import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { builtPages, pagesAreFresh, sourceHash, writeStamp } from './build-stamp.ts'
import { pageBuilds } from './page-builds.ts'

export { pagesAreFresh }

/** Builds every page into dist and says a line for each. Built beside the old ones, so that a running server never serves half of two. */
export async function buildPages(say: (line: string) => void = () => {}): Promise<void> {
  const hash = sourceHash()
  const building = join(builtPages, `.building-${process.pid}`)
  rmSync(building, { recursive: true, force: true })
  mkdirSync(building, { recursive: true })
  // what is built is what people get, also when a test run builds it: another value here makes larger scripts with the makings of a debugger
  const environment = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    for (const { name, config } of pageBuilds(building)) {
      const startedAt = performance.now()
      await build(config)
      say(`${name}  ${Math.round(performance.now() - startedAt)} ms`)
    }
    renameSync(join(building, 'embed/v1/index.html'), join(building, 'embed/v1/frame.html'))
    for (const folder of ['embed', 'console', 'board']) swapIn(join(building, folder), join(builtPages, folder))
    writeStamp(hash)
  } finally {
    if (environment === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = environment
    rmSync(building, { recursive: true, force: true })
  }
}

function swapIn(fresh: string, place: string): void {
  // a page whose source does not exist was not built
  if (!existsSync(fresh)) rmSync(place, { recursive: true, force: true })
  const old = `${fresh}.old`
  while (existsSync(fresh)) {
    try {
      if (existsSync(place)) renameSync(place, old)
      renameSync(fresh, place)
    } catch (error) {
      // a build beside this one has just put its own there, or taken the old one away
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'ENOENT') throw error
      rmSync(old, { recursive: true, force: true })
    }
  }
}

if (import.meta.main) await buildPages(console.log)
