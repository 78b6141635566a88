import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { makeFolder } from '../database/embedded/make-folder.ts'

type Login = { username: string; password: string }
type Addresses = { publicOrigin: string; portalUrl: string | undefined; demoSlug: string | undefined }

const loginFile = 'administrator.txt'

/**
 * Kept as soon as it exists: the start may still fail over a taken port, and a password that nobody ever saw locks everybody out.
 * Where the folder cannot be written it is at least shown.
 */
export function keepLogin(config: Config, login: Login, say: (line: string) => void): void {
  try {
    makeFolder(config.DATA_DIR)
    writeFileSync(join(config.DATA_DIR, loginFile), `${login.username}\n${login.password}\n`, { mode: 0o600 })
  } catch {
    say(`administrator ${login.username}, password ${login.password}: could not be kept in ${config.DATA_DIR}`)
  }
}

/** The last lines of a start: where everything is, and how to get in. */
export function announce(config: Config, { publicOrigin, portalUrl, demoSlug }: Addresses, login: Login | undefined): string {
  const lines: [string, string][] = []
  if (portalUrl) lines.push(['Demonstration portal', portalUrl])
  if (demoSlug) lines.push(['Contest, full page', `${publicOrigin}/c/${demoSlug}`], ['Live board', `${publicOrigin}/board/${demoSlug}`])
  lines.push(['Console', `${publicOrigin}/console/`], ['API docs', `${publicOrigin}/docs`])
  const file = join(config.DATA_DIR, loginFile)
  // printed once and kept for the owner of the folder: whoever closes the window has not locked himself out
  if (login) lines.push(['Administrator', `${login.username}  password ${login.password}${existsSync(file) ? `  (also in ${file})` : ''}`])
  else if (existsSync(file)) lines.push(['Administrator', `see ${file}`])
  const width = Math.max(...lines.map(([name]) => name.length))
  return ['', 'Hội Thi is ready.', ...lines.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`), ''].join('\n')
}
