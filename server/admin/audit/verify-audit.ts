import { existsSync } from 'node:fs'
import { wordsFor } from '../../audit-verifier/fault-words.ts'
import { NoExport, readHeadsFile, verifyExport } from '../../audit-verifier/read-export.ts'
import { type AuditPublicKey, publicKeyFrom, type SignedHead } from '../../audit-verifier/signed-head.ts'
import type { Verdict } from '../../audit-verifier/verify-chain.ts'
import { createHeadsFile } from '../../boot/heads-file.ts'
import type { Config } from '../../config.ts'
import { createAuditChainStore } from '../../features/audit/audit-chain-store.ts'
import { verifyReading } from '../../features/audit/verify-reading.ts'
import { withDatabase } from '../admin-database.ts'
import { auditKeysFor, hasSecret } from '../admin-keys.ts'
import { type Command, type CommandContext, CommandRefused, textOf, textsOf } from '../command.ts'

/** Proves the chain: in the database with the heads kept beside it, or in an export. */
export const verifyAuditCommand: Command = {
  name: 'verify-audit',
  usage: '[--file EXPORT] [--key ed25519:…]… [--heads FILE]… [--json]',
  options: {
    file: { type: 'string' },
    key: { type: 'string', multiple: true },
    heads: { type: 'string', multiple: true },
    json: { type: 'boolean' },
  },
  positionals: 0,
  async run(context) {
    const { language, texts, values, say } = context
    const file = textOf(context, 'file')
    const began = performance.now()
    const given = keysGiven(context)
    const heads = (await Promise.all(textsOf(context, 'heads').map(readHeadsFile))).flat()
    const { verdict, warning } = file === undefined ? await inDatabase(context, given, heads) : await inExport(context, file, given, heads)
    const seconds = (performance.now() - began) / 1_000
    if (values.json === true) say(JSON.stringify({ ...verdict, seconds }))
    else {
      if (warning !== undefined) say(warning)
      for (const line of wordsFor(verdict, language)) say(line)
      say(texts.tookSeconds(seconds, verdict.entries))
    }
    return verdict.faultCount === 0 ? 0 : 1
  },
}

type Judged = { verdict: Verdict; warning?: string | undefined }

async function inDatabase({ config, texts }: CommandContext, given: readonly AuditPublicKey[], heads: readonly SignedHead[]): Promise<Judged> {
  const { path } = createHeadsFile(config.DATA_DIR)
  const kept = existsSync(path) ? await readHeadsFile(path) : undefined
  const known = [...given, ...auditKeysFor(config, texts).known]
  const verdict = await withDatabase(config, texts, {}, ({ database }) =>
    createAuditChainStore(database).read((reading) =>
      verifyReading({ ...reading, heads: withoutDoubles([...reading.heads, ...(kept ?? []), ...heads]) }, { known }),
    ),
  )
  return { verdict, warning: kept === undefined && heads.length === 0 ? texts.noHeadsFile(path) : undefined }
}

async function inExport(
  { config, texts }: CommandContext,
  file: string,
  given: readonly AuditPublicKey[],
  heads: readonly SignedHead[],
): Promise<Judged> {
  const keys = [...given, ...ownKeys(config)]
  try {
    const { verdict, keysFromFile } = await verifyExport(file, { keys, heads })
    return { verdict, warning: keysFromFile ? texts.keyFromFile : undefined }
  } catch (error) {
    throw error instanceof NoExport ? new CommandRefused(texts.noExport(file)) : error
  }

  function ownKeys(from: Config): readonly AuditPublicKey[] {
    return hasSecret(from) ? auditKeysFor(from, texts).known : []
  }
}

function keysGiven(context: CommandContext): AuditPublicKey[] {
  return textsOf(context, 'key').map((text) => {
    try {
      return publicKeyFrom(text)
    } catch {
      throw new CommandRefused(context.texts.noPublicKey(text))
    }
  })
}

/** The same head stands in the database and in the file; another one at the same place is judged too. */
function withoutDoubles(heads: readonly SignedHead[]): SignedHead[] {
  return [...new Map(heads.map((head) => [`${head.seq} ${head.signature}`, head])).values()]
}
