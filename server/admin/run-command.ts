import { parseArgs } from 'node:util'
import { sentenceFor } from '../boot/sentence-for.ts'
import { StartRefused } from '../boot/start-refused.ts'
import { ConfigError, readConfig } from '../config.ts'
import type { Language } from '../contract/primitives.ts'
import { isAwayError } from '../database/database-errors.ts'
import { EmbeddedPostgresError } from '../database/embedded/embedded-postgres.ts'
import { textsIn } from '../i18n/texts-in.ts'
import { DatabaseSilent } from './backup/silence-watch.ts'
import { type Command, CommandRefused, type Texts } from './command.ts'
import { commands } from './commands.ts'

type Environment = Record<string, string | undefined>
type Terminal = { say(line: string): void; complain(line: string): void; ask(question: string): Promise<string> }

const wrongUsage = 2

/** One command of the operator, from its words to its exit code: 0 done, 1 not done or something is bad, 2 wrong words. */
export async function runCommand(words: readonly string[], environment: Environment, { say, complain, ask }: Terminal): Promise<number> {
  const [name, ...rest] = words.filter((word, index) => !(word === '--lang' || word.startsWith('--lang=') || words[index - 1] === '--lang'))
  const language = languageOf(words, environment)
  const texts = textsIn(language).admin
  const command = commands.find((one) => one.name === name)
  if (!command) {
    const isHelp = name === undefined || ['help', '--help', '-h'].includes(name)
    ;(isHelp ? say : complain)(isHelp ? overview(texts) : texts.unknownCommand(name))
    return isHelp && name !== undefined ? 0 : wrongUsage
  }
  try {
    const options = { ...command.options, help: { type: 'boolean' } as const }
    const { values, positionals } = parseArgs({ args: rest, options, allowPositionals: true })
    if (values.help === true) {
      say(helpFor(command, texts))
      return 0
    }
    if (positionals.length !== command.positionals) throw new CommandRefused(texts.wrongWords(usageOf(command)))
    return await command.run({ config: readConfig(environment), language, texts, values, positionals, say, ask })
  } catch (error) {
    if (isParseError(error)) {
      complain(`${texts.wrongWords(usageOf(command))} (${(error as Error).message.split('\n')[0]})`)
      return wrongUsage
    }
    complain(sentenceOf(error, texts))
    if (environment.LOG_LEVEL === 'debug' && error instanceof Error) complain(error.stack ?? '')
    return 1
  }
}

function languageOf(words: readonly string[], { LC_ALL, LC_MESSAGES, LANG }: Environment): Language {
  const asked = words.find((_, index) => words[index - 1] === '--lang') ?? words.find((word) => word.startsWith('--lang='))?.slice(7)
  return (asked ?? (LC_ALL || LC_MESSAGES || LANG || 'vi')).startsWith('en') ? 'en' : 'vi'
}

function isParseError(error: unknown): boolean {
  return String((error as { code?: unknown })?.code).startsWith('ERR_PARSE_ARGS')
}

function sentenceOf(error: unknown, texts: Texts): string {
  if (error instanceof CommandRefused) return error.message
  if (error instanceof ConfigError || error instanceof StartRefused || error instanceof EmbeddedPostgresError) return sentenceFor(error)
  if (error instanceof DatabaseSilent) return texts.databaseSilent(error.doing)
  const { message, code, path } = error as NodeJS.ErrnoException
  if (isAwayError(error)) return texts.databaseAway(message || String(code))
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EEXIST' || code === 'ENOSPC' || code === 'EISDIR')
    return texts.fileRefused(path ?? '', code)
  return texts.failed((message ?? String(error)).split('\n')[0]?.replace(/[.:]$/, '') ?? '')
}

const usageOf = ({ name, usage }: Command) => `npm run admin -- ${name}${usage === '' ? '' : ` ${usage}`}`

function overview(texts: Texts): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  return [texts.title, '', ...commands.map(({ name }) => `  ${name.padEnd(width)}  ${texts.commands[name].short}`), '', texts.moreHelp].join('\n')
}

function helpFor(command: Command, texts: Texts): string {
  const { short, long } = texts.commands[command.name]
  return [usageOf(command), '', short, ...(long === '' ? [] : ['', long])].join('\n')
}
