import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import { configuredSecret } from '../admin-keys.ts'
import { type Finding, finding } from './finding.ts'

const fewestSigns = 12
const localHosts = ['localhost', '127.0.0.1', '[::1]']

/** What can be judged without asking anybody. */
export function examineSettings(config: Config): Finding[] {
  return [address(config), proxies(config), secret(config), ...leftovers(config)]
}

function address({ PUBLIC_URL }: Config): Finding {
  if (PUBLIC_URL === '') return finding('warn', 'addressMissing', {})
  const { protocol, hostname } = new URL(PUBLIC_URL)
  if (protocol === 'http:' && !localHosts.includes(hostname)) return finding('warn', 'addressInTheClear', { address: PUBLIC_URL })
  return finding('ok', 'address', { address: PUBLIC_URL })
}

function proxies({ PUBLIC_URL, TRUSTED_PROXIES }: Config): Finding {
  if (/(^|,)\s*(0\.0\.0\.0\/0|::\/0)\s*(,|$)/.test(TRUSTED_PROXIES)) return finding('bad', 'everybodyIsAProxy', {})
  // the service speaks no TLS itself: an https address means that something stands before it
  if (TRUSTED_PROXIES === '' && PUBLIC_URL.startsWith('https:')) return finding('warn', 'proxyNotTrusted', {})
  return finding('ok', 'proxies', { proxies: TRUSTED_PROXIES })
}

function secret(config: Config): Finding {
  const present = configuredSecret(config)
  if (present === undefined) return finding('bad', 'secretMissing', { dataDir: config.DATA_DIR })
  return new Set(present).size < fewestSigns ? finding('warn', 'secretWeak', {}) : finding('ok', 'secret', { length: present.length })
}

function leftovers(config: Config): Finding[] {
  const login = join(config.DATA_DIR, 'administrator.txt')
  return [
    ...(config.SECRET_KEY_OLD === '' ? [] : [finding('warn', 'oldSecret', {})]),
    ...(existsSync(login) ? [finding('warn', 'loginFile', { file: login })] : []),
    ...(config.DEMO === 'yes' && config.PUBLIC_URL !== '' ? [finding('warn', 'demo', {})] : []),
  ]
}
