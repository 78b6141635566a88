import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'

type Addresses = { publicOrigin: string; portalUrl: string | undefined; demoSlug: string | undefined }

const loginFile = 'administrator.txt'

/** The last lines of a start: where everything is, and how to get in. */
export function announce(
  config: Config,
  { publicOrigin, portalUrl, demoSlug }: Addresses,
  login: { username: string; password: string } | undefined,
): string {
  const lines: [string, string][] = []
  if (portalUrl) lines.push(['Demonstration portal', portalUrl])
  if (demoSlug) lines.push(['Contest, full page', `${publicOrigin}/c/${demoSlug}`], ['Live board', `${publicOrigin}/board/${demoSlug}`])
  lines.push(['Console', `${publicOrigin}/console/`], ['API docs', `${publicOrigin}/docs`])
  const file = join(config.DATA_DIR, loginFile)
  if (login) {
    // printed once and kept for the owner of the folder: whoever closes the window has not locked himself out
    writeFileSync(file, `${login.username}\n${login.password}\n`, { mode: 0o600 })
    lines.push(['Administrator', `${login.username}  password ${login.password}  (also in ${file})`])
  } else if (existsSync(file)) lines.push(['Administrator', `see ${file}`])
  const width = Math.max(...lines.map(([name]) => name.length))
  return ['', 'Hội Thi is ready.', ...lines.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`), ''].join('\n')
}
