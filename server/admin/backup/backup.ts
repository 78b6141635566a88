import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { operatorOf, withDatabase } from '../admin-database.ts'
import { auditKeysFor } from '../admin-keys.ts'
import { type Command, CommandRefused } from '../command.ts'
import { recordAct } from '../record-act.ts'
import { newPassphrase } from './passphrase.ts'
import { programVersion } from './program-version.ts'
import { writeBackup } from './write-backup.ts'

/** One file of everything but the keys, while the service goes on. */
export const backupCommand: Command = {
  name: 'backup',
  usage: 'FILE [--encrypt | --passphrase-file FILE]',
  options: { encrypt: { type: 'boolean' }, 'passphrase-file': { type: 'string' } },
  positionals: 1,
  async run(context) {
    const {
      config,
      texts,
      positionals: [file = ''],
      say,
    } = context
    if (existsSync(file)) throw new CommandRefused(texts.fileRefused(file, 'EEXIST'))
    const { present } = auditKeysFor(config, texts)
    const passphrase = await newPassphrase(context)
    const began = performance.now()
    await withDatabase(config, texts, {}, async ({ database }) => {
      const by = await operatorOf(database)
      const createdAt = new Date(by.atMs).toISOString()
      const { manifest, bytes } = await writeBackup({ sql: database.sql, file, passphrase, program: programVersion(), createdAt, key: present })
      const rows = manifest.parts.reduce((sum, part) => sum + part.rows, 0)
      await recordAct(database, { act: 'backup.make', subject: { file: basename(file), bytes, rows, encrypted: passphrase !== undefined } })
      say(texts.backedUp({ file, megabytes: bytes / 2 ** 20, rows, seconds: (performance.now() - began) / 1_000 }))
      say(texts.keysAreNotInside)
    })
    return 0
  },
}
