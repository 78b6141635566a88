import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { publicKeyFrom } from '../../audit-verifier/signed-head.ts'
import { readReceipt, type SignedReceipt } from '../../audit-verifier/signed-receipt.ts'
import { judgeReceipt, judgeSignature, type ReceiptVerdict } from '../../features/attempts/judge-receipt.ts'
import { spelledCode } from '../../features/attempts/receipt-code.ts'
import { createReceiptsStore } from '../../features/attempts/receipts-store.ts'
import { typedCode } from '../../readable-code.ts'
import { operatorOf, withDatabase } from '../admin-database.ts'
import { auditKeysFor } from '../admin-keys.ts'
import { type Command, type CommandContext, CommandRefused, textsOf } from '../command.ts'

/** What the shell learns; 1 and 2 keep their meaning, that nothing could be judged. */
const exitCodes: Record<ReceiptVerdict['kind'], number> = { genuine: 0, altered: 3, unknown: 4 }

/** Proves what an entrant kept: by the answer log, or with the public key alone. */
export const verifyReceiptCommand: Command = {
  name: 'verify-receipt',
  usage: 'CODE|TEXT|FILE [--offline] [--key ed25519:…]… [--json]',
  options: { key: { type: 'string', multiple: true }, offline: { type: 'boolean' }, json: { type: 'boolean' } },
  positionals: 1,
  async run(context) {
    const { values, say, texts, positionals } = context
    const shown = await readShown(positionals[0] ?? '')
    const verdict = values.offline === true ? judgedOffline(context, shown.receipt) : await judgedByLog(context, shown)
    if (values.json === true) say(JSON.stringify(factsOf(verdict)))
    else for (const line of linesFor(verdict, texts.receipt)) say(line)
    return exitCodes[verdict.kind]
  },
}

type Shown = { code: string; receipt: SignedReceipt | undefined }

/** A code as it was written down, a text as it was copied, or a file with either. */
async function readShown(word: string): Promise<Shown> {
  const text = existsSync(word) ? await readFile(word, 'utf8') : word
  const receipt = readReceipt(text)
  return { code: receipt?.code ?? typedCode(text), receipt }
}

function judgedOffline(context: CommandContext, receipt: SignedReceipt | undefined): ReceiptVerdict {
  if (!receipt) throw new CommandRefused(context.texts.receipt.needsWhole)
  return judgeSignature(receipt, keysFor(context))
}

function judgedByLog(context: CommandContext, shown: Shown): Promise<ReceiptVerdict> {
  const keys = keysFor(context)
  return withDatabase(context.config, context.texts, {}, async ({ database }) => {
    const { atMs: nowMs } = await operatorOf(database)
    return judgeReceipt(shown, { store: createReceiptsStore(database), keys, nowMs })
  })
}

/** Those that were given; without any, those of this service. */
function keysFor(context: CommandContext) {
  const given = textsOf(context, 'key')
  return given.length > 0 ? given.map((text) => keyFrom(text, context)) : auditKeysFor(context.config, context.texts).known
}

function keyFrom(text: string, { texts }: CommandContext) {
  try {
    return publicKeyFrom(text)
  } catch {
    throw new CommandRefused(texts.noPublicKey(text))
  }
}

function factsOf(verdict: ReceiptVerdict) {
  if (verdict.kind === 'unknown' || !verdict.stored) return verdict
  const { contestId: _contestId, lastTap: _lastTap, digest, ...stored } = verdict.stored
  return { ...verdict, stored: { ...stored, digest: digest?.toString('hex') } }
}

function linesFor(verdict: ReceiptVerdict, words: CommandContext['texts']['receipt']): string[] {
  if (verdict.kind === 'unknown') return [words.unknown]
  const first = verdict.kind === 'altered' ? words.altered[verdict.fault] : verdict.isProved ? words.genuine : words.found
  const { stored } = verdict
  if (!stored) return [first]
  return [
    first,
    words.facts({
      contest: stored.contest,
      code: spelledCode(stored.code),
      attemptId: stored.attemptId,
      closedAt: stored.closedAt?.toISOString() ?? '',
      answeredCount: stored.answeredCount ?? 0,
      digest: stored.digest?.toString('hex') ?? '',
    }),
    words.endedAs[stored.state],
    ...(stored.isFormer ? [words.isFormer] : []),
    ...(stored.stateNow === 'voided' ? [words.isVoided] : []),
  ]
}
