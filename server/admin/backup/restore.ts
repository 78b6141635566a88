import { existsSync, renameSync } from 'node:fs'
import { createErasuresFile, type Erasure, readErasures } from '../../boot/erasures-file.ts'
import { createHeadsFile } from '../../boot/heads-file.ts'
import { knownMigrations } from '../../database/migrate.ts'
import { ensureServerRole } from '../../database/server-role.ts'
import { createAuditChainStore } from '../../features/audit/audit-chain-store.ts'
import { createAuditKeys } from '../../features/audit/audit-keys.ts'
import { createHeadSigner } from '../../features/audit/head-signer.ts'
import type { Secrets } from '../../secrets.ts'
import { type AdminDatabase, operatorOf, withDatabase, withoutService } from '../admin-database.ts'
import { type Command, type CommandContext, CommandRefused, textsOf } from '../command.ts'
import { type BackupManifest, BackupUnreadable } from './backup-format.ts'
import { eraseAgain, erasuresIn } from './erase-again.ts'
import { openFrames } from './frames.ts'
import { passphraseFile } from './passphrase.ts'
import { readBackup } from './read-backup.ts'
import { restoreDatabase } from './restore-database.ts'
import { secretsForRestore } from './restore-secrets.ts'

/** A backup into an empty database of any machine. Nothing is touched before the file, the keys and the database are found to be right. */
export const restoreCommand: Command = {
  name: 'restore',
  usage: 'FILE [--replace] [--keys FILE] [--erasures FILE]… [--passphrase-file FILE]',
  options: {
    replace: { type: 'boolean' },
    keys: { type: 'string' },
    erasures: { type: 'string', multiple: true },
    'passphrase-file': { type: 'string' },
  },
  positionals: 1,
  async run(context) {
    const {
      config,
      texts,
      values,
      positionals: [file = ''],
      say,
      ask,
    } = context
    const began = performance.now()
    const passphrase = passphraseFile(context) ?? ((await isEncrypted(context, file)) ? await ask(texts.passphrase) : undefined)
    const manifest = await readable(context, file, () => readBackup(file, passphrase))
    say(texts.backupIsWhole({ createdAt: manifest.createdAt, rows: rowsOf(manifest) }))
    const known = knownMigrations()
    if (manifest.migrations.some(({ hash }) => !known.includes(hash))) throw new CommandRefused(texts.backupIsNewer(manifest.program))
    const secrets = await secretsForRestore(context, manifest)
    await withDatabase(config, texts, { mayMake: true, anySchema: true }, (opened) =>
      withoutService(opened, texts, async () => {
        const isReplacing = await hasTables(opened)
        if (isReplacing && values.replace !== true) throw new CommandRefused(texts.databaseNotEmpty)
        if (isReplacing && (await ask(texts.confirmReplace(await whatIsThere(opened)))).trim() !== 'replace')
          throw new CommandRefused(texts.notConfirmed)
        if (opened.serverPassword !== undefined) await ensureServerRole(opened.ownerUrl, opened.serverPassword)
        const erasures = await erasuresKnown(context, opened, isReplacing)
        let erased = 0
        const by = await operatorOf(opened.database)
        await restoreDatabase({
          sql: opened.database.sql,
          file,
          passphrase,
          manifest,
          isReplacing,
          serverRole: opened.serverRole,
          by,
          act: () => ({
            act: 'backup.restore',
            subject: { createdAt: manifest.createdAt, databaseId: manifest.databaseId, auditHead: manifest.auditHead },
            after: { erasedAgain: erased },
          }),
          afterwards: async (transaction) => {
            erased = await eraseAgain(transaction, erasures)
          },
        })
        say(erasures.length === 0 ? texts.noErasures : texts.erasedAgain(erased))
        await signAnew(context, opened, secrets)
      }),
    )
    say(texts.restored({ rows: rowsOf(manifest), seconds: (performance.now() - began) / 1_000 }))
    return 0
  },
}

/** From the files that were named, the one beside the data, and the database that is about to go. */
async function erasuresKnown(context: CommandContext, { database }: AdminDatabase, isReplacing: boolean): Promise<Erasure[]> {
  const named = textsOf(context, 'erasures')
  for (const file of named) if (!existsSync(file)) throw new CommandRefused(context.texts.fileRefused(file, 'ENOENT'))
  const fromFiles = await Promise.all([...named, createErasuresFile(context.config.DATA_DIR).path].map(readErasures))
  return [...fromFiles.flat(), ...(isReplacing ? await erasuresIn(database.sql) : [])]
}

const rowsOf = ({ parts }: BackupManifest) => parts.reduce((sum, { rows }) => sum + rows, 0)

async function isEncrypted(context: CommandContext, file: string): Promise<boolean> {
  try {
    await openFrames(file, undefined)
    return false
  } catch (error) {
    if (error instanceof BackupUnreadable && error.fault === 'passphrase-needed') return true
    throw unreadable(context, file, error)
  }
}

async function readable<Result>(context: CommandContext, file: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read()
  } catch (error) {
    throw unreadable(context, file, error)
  }
}

function unreadable({ texts }: CommandContext, file: string, error: unknown): unknown {
  return error instanceof BackupUnreadable ? new CommandRefused(texts.backupUnreadable[error.fault](file, error.where)) : error
}

async function hasTables({ database }: AdminDatabase): Promise<boolean> {
  const [row] = await database.sql<{ found: boolean }[]>`
    select exists (select from pg_class where relnamespace = to_regnamespace('public') and relkind in ('r', 'p')) as found`
  return row?.found ?? false
}

/** What a person should know before it goes. */
async function whatIsThere({ database }: AdminDatabase): Promise<{ name: string; contests: number; attempts: number }> {
  const { sql } = database
  const count = async (table: string) => {
    const [known] = await sql`select to_regclass(${`public.${table}`}) is not null as found`
    const [row] = known?.found ? await sql.unsafe(`select count(*)::integer as count from ${table}`) : []
    return Number(row?.count ?? 0)
  }
  const [row] = await sql<{ name: string }[]>`select current_database() as name`
  return { name: row?.name ?? '', contests: await count('contests'), attempts: await count('attempts') }
}

/**
 * The log ends earlier than it did. Signatures of what came after the backup are laid aside, not away: they prove what was cut. The
 * restored log is signed at once.
 */
async function signAnew({ config, texts, say }: CommandContext, { database }: AdminDatabase, secrets: Secrets): Promise<void> {
  const witness = createHeadsFile(config.DATA_DIR)
  const store = createAuditChainStore(database)
  const { seq } = await store.end()
  const atMs = (await operatorOf(database)).atMs
  if ((await witness.lastSeq()) >= seq) {
    const aside = witness.path.replace(/\.jsonl$/, `.before-restore-${new Date(atMs).toISOString().replaceAll(':', '')}.jsonl`)
    renameSync(witness.path, aside)
    say(texts.headsLaidAside(aside))
  }
  const clock = { now: () => atMs, skewMs: () => 0 }
  const signer = createHeadSigner({ store, keys: createAuditKeys(secrets), witness, clock, onSigned: () => {} })
  await signer.signHead()
  await signer.keepOutside()
}
