import type { ParseArgsOptionsConfig } from 'node:util'
import type { Config } from '../config.ts'
import type { Language } from '../contract/primitives.ts'
import type { textsIn } from '../i18n/texts-in.ts'

export type Texts = ReturnType<typeof textsIn>['admin']

/** What a command gets: the configuration, its own words, and a way to speak. */
export type CommandContext = {
  config: Config
  language: Language
  texts: Texts
  values: Record<string, string | boolean | (string | boolean)[] | undefined>
  positionals: string[]
  say(line: string): void
  /** One line that the operator types. */
  ask(question: string): Promise<string>
}

export type Command = {
  name: keyof Texts['commands']
  /** What stands behind the name, "FILE [--replace]". */
  usage: string
  options: ParseArgsOptionsConfig
  positionals: number
  /** The exit code: 0 all is well, 1 it is not. */
  run(context: CommandContext): Promise<number>
}

/** A command that cannot go on, with one sentence in the operator's language. */
export class CommandRefused extends Error {}

export function textOf({ values }: CommandContext, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

export function textsOf({ values }: CommandContext, name: string): string[] {
  return [values[name] ?? []].flat().filter((value) => typeof value === 'string')
}
