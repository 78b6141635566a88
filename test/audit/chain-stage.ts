import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createHeadsFile } from '../../server/boot/heads-file.ts'
import { connectDatabase } from '../../server/database/client.ts'
import { recordActs } from '../../server/features/audit/act.ts'
import { createAuditChainStore } from '../../server/features/audit/audit-chain-store.ts'
import { createAuditKeys } from '../../server/features/audit/audit-keys.ts'
import { createHeadSigner } from '../../server/features/audit/head-signer.ts'
import { createSecrets } from '../../server/secrets.ts'
import { freshDatabase } from '../helpers/databases.ts'
import { pinnedClock } from '../helpers/pinned.ts'
import { testSecret } from '../helpers/test-app.ts'

const began = Date.UTC(2026, 10, 1)
export const minuteMs = 60_000
const hourMs = 60 * minuteMs

export type ChainStage = Awaited<ReturnType<typeof openChainStage>>

/** A log with its signed heads in the database and in a file, and the rights to do anything to it. */
export async function openChainStage({ secret = testSecret, previous = '' } = {}) {
  const url = await freshDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'hoithi-audit-'))
  const database = connectDatabase(url, { poolSize: 4, name: `audit ${randomUUID()}` })
  onTestFinished(async () => {
    await database.close()
    rmSync(dataDir, { recursive: true })
  })
  const { sql } = database
  const clock = pinnedClock(began)
  const store = createAuditChainStore(database)
  const headsFile = createHeadsFile(dataDir)
  const signer = (as = secret, before = previous) =>
    createHeadSigner({
      store,
      keys: createAuditKeys(createSecrets({ present: as, previous: before })),
      witness: headsFile,
      clock,
      onSigned: () => {},
    })
  /** One act a minute. */
  async function act(count: number): Promise<void> {
    await sql.begin(async (transaction) => {
      for (let turn = 0; turn < count; turn += 1) {
        clock.moveTo(clock.now() + minuteMs)
        const by = { kind: 'staff', id: '7', name: 'binh', from: '203.0.113.9', requestId: null, atMs: clock.now() } as const
        await recordActs(transaction, by, [{ act: 'topic.create', subject: { topicId: turn }, contestId: 3, after: { name: `Chủ đề ${turn}` } }])
      }
    })
  }
  async function sign(by = signer()): Promise<void> {
    clock.moveTo(clock.now() + hourMs)
    await by.sign()
  }
  return {
    url,
    dataDir,
    sql,
    clock,
    store,
    headsFile,
    signer,
    act,
    sign,
    environment: { DATABASE_URL: url, DATA_DIR: dataDir, SECRET_KEY: secret, SECRET_KEY_OLD: previous },
    /** As somebody with every right over the database does it: no trigger is in the way. */
    async meddle(statement: string): Promise<void> {
      await sql.begin(async (transaction) => {
        await transaction`set local session_replication_role = replica`
        await transaction.unsafe(statement)
      })
    },
    /** Changes an entry and makes every hash after it anew, the end of the chain too. */
    async rewriteFrom(first: number, change: (entry: string) => string): Promise<void> {
      const rows = await sql<{ seq: number; entry: string }[]>`select seq::float8 as seq, entry from audit_log where seq >= ${first} order by seq`
      const [before] = await sql<{ hash: Buffer }[]>`select hash from audit_log where seq = ${first - 1}`
      let hash = before?.hash ?? Buffer.alloc(32)
      await sql.begin(async (transaction) => {
        await transaction`set local session_replication_role = replica`
        for (const { seq, entry } of rows) {
          const written = seq === first ? change(entry) : entry
          const number = Buffer.alloc(8)
          number.writeBigInt64BE(BigInt(seq))
          hash = createHash('sha256').update(hash).update(number).update(written).digest()
          await transaction`update audit_log set entry = ${written}, hash = ${hash} where seq = ${seq}`
        }
        await transaction`update audit_head set hash = ${hash}`
      })
    },
  }
}

/** Forty-one entries, signed at 21 and at 41: twenty acts, the naming of the key, twenty more. */
export async function openSignedChain(): Promise<ChainStage> {
  const stage = await openChainStage()
  await stage.act(20)
  await stage.sign()
  await stage.act(20)
  await stage.sign()
  return stage
}
