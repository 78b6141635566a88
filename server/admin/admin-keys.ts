import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readSecret } from '../boot/read-secret.ts'
import type { Config } from '../config.ts'
import { type AuditKeys, createAuditKeys } from '../features/audit/audit-keys.ts'
import { createSecrets, type Secrets } from '../secrets.ts'
import { CommandRefused, type Texts } from './command.ts'

/** Whether there is a secret at all; a command never makes one up. */
export function hasSecret(config: Config): boolean {
  return config.SECRET_KEY !== '' || existsSync(join(config.DATA_DIR, 'secret.key'))
}

/** As it is configured; undefined where there is none. */
export function configuredSecret(config: Config): string | undefined {
  return hasSecret(config) ? readSecret(config) : undefined
}

export function secretsFor(config: Config, texts: Texts): Secrets {
  if (!hasSecret(config)) throw new CommandRefused(texts.noSecret(config.DATA_DIR))
  return createSecrets({ present: readSecret(config), previous: config.SECRET_KEY_OLD })
}

export const auditKeysFor = (config: Config, texts: Texts): AuditKeys => createAuditKeys(secretsFor(config, texts))
