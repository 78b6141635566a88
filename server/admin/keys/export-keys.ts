import { writeFileSync } from 'node:fs'
import { operatorOf, withDatabase } from '../admin-database.ts'
import { auditKeysFor, configuredSecret } from '../admin-keys.ts'
import type { Command } from '../command.ts'
import { recordAct } from '../record-act.ts'
import type { ExportedKeys } from './exported-keys.ts'

/** The keys in one file, for a place that burns and is stolen apart from the backups. */
export const exportKeysCommand: Command = {
  name: 'export-keys',
  usage: 'FILE',
  options: {},
  positionals: 1,
  async run({ config, texts, positionals: [file = ''], say }) {
    const { known, present } = auditKeysFor(config, texts)
    await withDatabase(config, texts, {}, async ({ database }) => {
      const keys: ExportedKeys = {
        hoithi: 'keys',
        version: 1,
        exportedAt: new Date((await operatorOf(database)).atMs).toISOString(),
        SECRET_KEY: configuredSecret(config) ?? '',
        SECRET_KEY_OLD: config.SECRET_KEY_OLD,
        auditPublicKeys: known.map(({ text }) => text),
      }
      writeFileSync(file, `${JSON.stringify(keys, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' })
      await recordAct(database, { act: 'keys.export', subject: { keyId: present.keyId } })
    })
    say(texts.keysExported(file))
    return 0
  },
}
