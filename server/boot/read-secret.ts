import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { makeFolder } from '../database/embedded/make-folder.ts'
import { StartRefused } from './start-refused.ts'

/** From the configuration; on one machine made once and kept beside the data, never in the database. */
export function readSecret(config: Config): string {
  if (config.SECRET_KEY !== '') return config.SECRET_KEY
  if (config.REDIS_URL !== '')
    throw new StartRefused(
      'SECRET_KEY is not set: several processes must share one, so that each accepts the tokens of the others. Set it to 32 or more random characters.',
    )
  const file = join(config.DATA_DIR, 'secret.key')
  try {
    makeFolder(config.DATA_DIR)
    if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw new StartRefused(
      `The data folder ${config.DATA_DIR} cannot be written (${(error as NodeJS.ErrnoException).code}): free some space, change its owner, or set DATA_DIR.`,
    )
  }
}
