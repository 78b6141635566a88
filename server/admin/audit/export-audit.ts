import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import type { ExportEnd, ExportHeader } from '../../audit-verifier/read-export.ts'
import { type ChainReading, createAuditChainStore } from '../../features/audit/audit-chain-store.ts'
import { operatorOf, withDatabase } from '../admin-database.ts'
import { auditKeysFor } from '../admin-keys.ts'
import type { Command } from '../command.ts'

/** The whole log in one file that can be verified without the database. What it says of persons stays sealed inside. */
export const exportAuditCommand: Command = {
  name: 'export-audit',
  usage: 'FILE',
  options: {},
  positionals: 1,
  async run({ config, texts, positionals: [file = ''], say }) {
    const publicKeys = auditKeysFor(config, texts).known.map((key) => key.text)
    const entries = await withDatabase(config, texts, {}, async ({ database }) => {
      const chain = createAuditChainStore(database)
      const by = await operatorOf(database)
      await chain.record(by, [{ act: 'audit.export', subject: {} }])
      return chain.read((reading) => writeExport(file, reading, { publicKeys, exportedAt: new Date(by.atMs).toISOString() }))
    })
    say(texts.exported(entries, file))
    return 0
  },
}

async function writeExport(
  file: string,
  { head, heads, entries }: ChainReading,
  about: { publicKeys: string[]; exportedAt: string },
): Promise<number> {
  // never over a file that is there: it may be the only witness of something
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600 })
  await once(out, 'open')
  let written = 0
  const write = async (line: object) => {
    if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, 'drain')
  }
  await write({ hoithi: 'audit-export', version: 1, ...about, heads } satisfies ExportHeader)
  for await (const piece of entries) {
    for (const { seq, hash, entry } of piece) await write({ seq, hash, entry })
    written += piece.length
  }
  await write({ end: head } satisfies ExportEnd)
  out.end()
  await finished(out)
  return written
}
