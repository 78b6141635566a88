import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from '../../database/embedded/make-folder.ts'
import { createAuditKeys } from '../../features/audit/audit-keys.ts'
import { createSecrets, type Secrets } from '../../secrets.ts'
import { configuredSecret } from '../admin-keys.ts'
import { type CommandContext, CommandRefused, textOf } from '../command.ts'
import type { ExportedKeys } from '../keys/exported-keys.ts'
import type { BackupManifest } from './backup-format.ts'

const secretForm = /^[A-Za-z0-9_+/=-]{32,}$/

/**
 * The keys are not in the backup, so they must be here: configured, in a file of exported keys, or typed. With another SECRET_KEY rejoin
 * codes would be void and people could register twice, so only the right one is taken. A first one is kept beside the data.
 */
export async function secretsForRestore(context: CommandContext, { publicKey }: BackupManifest): Promise<Secrets> {
  const { config, texts, ask } = context
  const configured = configuredSecret(config)
  const file = textOf(context, 'keys')
  const given = configured ?? (file === undefined ? undefined : keysIn(context, file).SECRET_KEY) ?? (await ask(texts.askSecret)).trim()
  if (!secretForm.test(given)) throw new CommandRefused(texts.noSecretGiven)
  const secrets = createSecrets({ present: given, previous: config.SECRET_KEY_OLD })
  if (!createAuditKeys(secrets).known.some(({ text }) => text === publicKey)) throw new CommandRefused(texts.otherSecret)
  if (configured === undefined) {
    makeFolder(config.DATA_DIR)
    writeFileSync(join(config.DATA_DIR, 'secret.key'), given, { mode: 0o600, flag: 'wx' })
  }
  return secrets
}

function keysIn({ texts }: CommandContext, file: string): ExportedKeys {
  try {
    const keys = JSON.parse(readFileSync(file, 'utf8')) as ExportedKeys
    if (keys.hoithi === 'keys') return keys
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new CommandRefused(texts.noKeysFile(file))
}
