import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { constants, createZstdCompress } from 'node:zlib'
import type { Sql, TransactionSql } from 'postgres'
import type { AuditPrivateKey } from '../../audit-verifier/signed-head.ts'
import { type BackupHeader, type BackupManifest, type BackupPart, manifestMessage } from './backup-format.ts'
import { type DescribedTable, describePartitions, describeSequences, describeTables, rowsPerTransaction } from './described-database.ts'
import { newEncryption } from './frame-cipher.ts'
import { createFrameWriter, type WriteFrame } from './frames.ts'
import { createSummer } from './part-sums.ts'
import { type SilenceWatch, unlessSilent } from './silence-watch.ts'

type Options = {
  sql: Sql
  file: string
  passphrase: string | undefined
  program: string
  createdAt: string
  key: AuditPrivateKey
  patienceMs?: number
}

/** A table that somebody holds, a network that swallows everything: two minutes without a byte are not a busy database. */
const usualPatienceMs = 120_000

/** The whole database as it stood at one moment, while everybody goes on working. The file has its name only when it is whole. */
export async function writeBackup({
  sql,
  file,
  passphrase,
  program,
  createdAt,
  key,
  patienceMs = usualPatienceMs,
}: Options): Promise<{ manifest: BackupManifest; bytes: number }> {
  const partial = `${file}.partial`
  const out = createWriteStream(partial, { mode: 0o600, flush: true })
  try {
    await once(out, 'open')
    const header: BackupHeader = { hoithi: 'backup', version: 1, createdAt, encryption: passphrase === undefined ? null : newEncryption() }
    const write = await createFrameWriter(out, header, passphrase)
    const manifest = await unlessSilent(patienceMs, (watch) =>
      sql.begin('isolation level repeatable read read only', async (transaction) => {
        const parts: BackupPart[] = []
        for (const table of await describeTables(transaction)) parts.push(await writePart(transaction, table, write, watch))
        return { ...(await describeRest(transaction)), program, createdAt, publicKey: key.text, parts, transactions: transactionsOf(parts) }
      }),
    )
    const written = Buffer.from(JSON.stringify(manifest))
    await write('manifest', written)
    const digest = createHash('sha256').update(written).digest('hex')
    await write('signature', Buffer.from(JSON.stringify({ keyId: key.keyId, signature: key.sign(manifestMessage(digest)) })))
    out.end()
    await finished(out)
    await rename(partial, file)
    return { manifest, bytes: (await stat(file)).size }
  } catch (error) {
    out.destroy()
    await rm(partial, { force: true })
    throw error
  }
}

async function writePart(
  transaction: TransactionSql,
  { table, columns, select }: DescribedTable,
  write: WriteFrame,
  { heard }: SilenceWatch,
): Promise<BackupPart> {
  heard(table)
  await write('part', Buffer.from(JSON.stringify({ table, columns })))
  const { through, sums } = createSummer()
  const rows: Readable = await transaction.unsafe(`copy (${select}) to stdout`).readable()
  await pipeline(
    rows,
    through,
    createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3 } }),
    async (compressed: AsyncIterable<Buffer>) => {
      for await (const chunk of compressed) {
        await write('chunk', chunk)
        heard(table)
      }
    },
  )
  await write('part-end', Buffer.alloc(0))
  return { table, columns, ...sums() }
}

/** Whoever restores needs so many transaction numbers to be over before the rows count as seen. */
function transactionsOf(parts: readonly BackupPart[]): number {
  return Math.max(0, ...parts.map(({ rows }) => Math.ceil(rows / rowsPerTransaction)))
}

async function describeRest(transaction: TransactionSql) {
  const [about] = await transaction<{ postgres: string; databaseId: string; seq: number; hash: string }[]>`
    select current_setting('server_version') as postgres, s.database_id as "databaseId", h.seq::float8 as seq, encode(h.hash, 'hex') as hash
    from service_state s, audit_head h`
  const migrations = await transaction<BackupManifest['migrations']>`
    select hash, created_at::float8 as "createdAt" from drizzle.__drizzle_migrations order by created_at`
  const { postgres = '', databaseId = '', seq = 0, hash = '' } = about ?? {}
  return {
    postgres,
    databaseId,
    auditHead: { seq, hash },
    migrations: [...migrations],
    partitions: [...(await describePartitions(transaction))],
    sequences: [...(await describeSequences(transaction))],
  }
}
