import { spawnSync } from 'node:child_process'
import { findChromium } from '../helpers/browser.ts'
import { findRedis } from '../helpers/redis-server.ts'

const tools = [
  { name: 'Redis', packages: ['redis-server'], find: findRedis },
  { name: 'Chromium', packages: ['chromium', 'fonts-noto-core'], find: findChromium },
]

/** Finds what the tests need; installs it where that is allowed, else names the command and ends the run. */
export function provideSystemTools(): void {
  const missing = tools.filter((tool) => tool.find() === undefined)
  if (missing.length === 0) return
  const packages = missing.flatMap((tool) => tool.packages)
  const command = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`
  console.log(`installing ${packages.join(', ')} for the tests`)
  if (process.getuid?.() === 0) spawnSync('sh', ['-c', command], { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  const still = missing.filter((tool) => tool.find() === undefined)
  if (still.length === 0) return
  console.error(`\nThe tests need ${still.map((tool) => tool.name).join(' and ')}. Install with:\n\n  sudo sh -c '${command}'\n`)
  process.exit(1)
}
