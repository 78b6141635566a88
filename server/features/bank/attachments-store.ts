import type { TransactionSql } from 'postgres'
import type { Attachment } from '../../../question-bank/attachment.ts'
import { textArrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'

export type StoredAttachment = { mediaType: string; bytes: Buffer }
export type AttachmentsStore = ReturnType<typeof createAttachmentsStore>

export function createAttachmentsStore({ sql }: Database) {
  return {
    async find(digest: string): Promise<StoredAttachment | undefined> {
      const [row] = await sql<StoredAttachment[]>`
        select media_type as "mediaType", bytes from bank_attachments where digest = ${digest}`
      return row
    },
    /** Only what a question of the bank shows: a file whose preview nobody confirmed is not for others. */
    async findShown(digest: string): Promise<StoredAttachment | undefined> {
      const [row] = await sql<StoredAttachment[]>`
        select media_type as "mediaType", bytes from bank_attachments a
        where digest = ${digest} and exists (select from question_attachments q where q.digest = a.digest)`
      return row
    },
    async isShown(digest: string): Promise<boolean> {
      const [row] = await sql`select 1 from question_attachments where digest = ${digest} limit 1`
      return row !== undefined
    },
    async findAll(digests: readonly string[], mostBytes: number): Promise<Attachment[] | undefined> {
      const wanted = textArrayOf(digests, String)
      const [size] = await sql<{ bytes: number }[]>`
        select coalesce(sum(byte_length), 0)::float8 as bytes from bank_attachments where digest = any(${wanted}::text::text[])`
      if ((size?.bytes ?? 0) > mostBytes) return undefined
      return sql<Attachment[]>`
        select digest, media_type as "mediaType", bytes from bank_attachments where digest = any(${wanted}::text::text[]) order by digest`
    },
    async missingAmong(digests: readonly string[]): Promise<string[]> {
      if (digests.length === 0) return []
      const rows = await sql<{ digest: string }[]>`
        select d as digest from unnest(${textArrayOf(digests, String)}::text::text[]) d where not exists (select 1 from bank_attachments a where a.digest = d)`
      return rows.map((row) => row.digest)
    },
    /** Kept for as long as the preview lives; whatever a confirmed question shows stays. */
    async keepFor(transaction: TransactionSql, importId: string, attachments: readonly Attachment[]): Promise<void> {
      // in one order for all: two files with the same pictures never wait for each other in a ring
      const sorted = [...attachments].sort((a, b) => (a.digest < b.digest ? -1 : 1))
      for (const { digest, mediaType, bytes } of sorted) {
        await transaction`
          insert into bank_attachments (digest, media_type, bytes, byte_length) values (${digest}, ${mediaType}, ${Buffer.from(bytes)}, ${bytes.length})
          on conflict (digest) do update set created_at = now()`
        await transaction`insert into bank_import_attachments (import_id, digest) values (${importId}, ${digest}) on conflict do nothing`
      }
    },
    /** What no preview and no revision shows any more. An hour of age: a transaction that is just keeping it is not raced. */
    async dropUnused(): Promise<number> {
      const dropped = await sql`
        delete from bank_attachments where digest in (
          select a.digest from bank_attachments a where a.created_at < now() - interval '1 hour'
            and not exists (select 1 from bank_import_attachments i where i.digest = a.digest)
            and not exists (select 1 from question_attachments q where q.digest = a.digest)
          for update skip locked)`
      return dropped.count
    },
  }
}
