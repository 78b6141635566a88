import { readFileSync } from 'node:fs'
import { type CommandContext, CommandRefused, textOf } from '../command.ts'

const shortest = 12

/** For a new backup: out of a file, or typed twice; undefined: it is not encrypted. */
export async function newPassphrase(context: CommandContext): Promise<string | undefined> {
  const { texts, values, ask } = context
  const fromFile = passphraseFile(context)
  const passphrase = fromFile ?? (values.encrypt === true ? await ask(texts.passphrase) : undefined)
  if (passphrase === undefined) return undefined
  if (passphrase.length < shortest) throw new CommandRefused(texts.passphraseTooShort(shortest))
  if (fromFile === undefined && (await ask(texts.passphraseAgain)) !== passphrase) throw new CommandRefused(texts.passphrasesDiffer)
  return passphrase
}

export function passphraseFile(context: CommandContext): string | undefined {
  const file = textOf(context, 'passphrase-file')
  return file === undefined ? undefined : readFileSync(file, 'utf8').replace(/\r?\n$/, '')
}
