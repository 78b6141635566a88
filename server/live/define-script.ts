import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** The single truth for the names of a script's keys, arguments and replies; its Lua header must say the same. */
export type ScriptDefinition<Key extends string, Argument extends string, Each extends string, Replies extends Record<number, string> | undefined> = {
  name: string
  keys: readonly Key[]
  args: readonly Argument[]
  /** Arguments that repeat as a group, once for each item. */
  each?: readonly Each[]
  /** Codes and their meaning, for scripts that answer in codes. */
  replies?: Replies
}

export type Script<Key extends string = string, Argument extends string = string, Each extends string = string> = {
  definition: ScriptDefinition<Key, Argument, Each, Record<number, string> | undefined>
  source: string
  sha1: string
  keysOf(keys: Record<Key, string>): string[]
  argumentsOf(args: Record<Argument, string | number>, items?: readonly Record<Each, string | number>[]): (string | number)[]
}

const folder = new URL('./scripts/', import.meta.url)

export function defineScript<
  const Key extends string,
  const Argument extends string,
  const Each extends string = never,
  const Replies extends Record<number, string> | undefined = undefined,
>(
  definition: ScriptDefinition<Key, Argument, Each, Replies>,
): Script<Key, Argument, Each> & { decode(code: unknown): NonNullable<Replies>[keyof NonNullable<Replies>] } {
  const source = withIncludes(readFileSync(new URL(`${definition.name}.lua`, folder), 'utf8'))
  return {
    definition,
    source,
    sha1: createHash('sha1').update(source).digest('hex'),
    keysOf: (keys) => definition.keys.map((key) => keys[key]),
    argumentsOf: (args, items = []) => [
      ...definition.args.map((name) => args[name]),
      ...items.flatMap((item) => (definition.each ?? []).map((name) => item[name])),
    ],
    decode(code) {
      const meaning = definition.replies?.[Number(code)]
      if (meaning === undefined) throw new Error(`${definition.name} answered ${String(code)}, which its definition does not name`)
      return meaning as NonNullable<Replies>[keyof NonNullable<Replies>]
    },
  }
}

function withIncludes(source: string): string {
  return source.replace(/^--- @include "(.+)"$/gm, (_line, path: string) => readFileSync(new URL(`${path}.lua`, folder), 'utf8').trim())
}
