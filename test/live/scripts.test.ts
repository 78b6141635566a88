import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Script } from '../../server/live/define-script.ts'

const folder = new URL('../../server/live/scripts/', import.meta.url)
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.lua'))
  .map((file) => file.replace('.lua', ''))
const scripts = await Promise.all(
  names.map(async (name) => {
    const module: Record<string, Script> = await import(new URL(`${name}.ts`, folder).href)
    return { name, script: Object.values(module)[0] as Script, lua: readFileSync(new URL(`${name}.lua`, folder), 'utf8') }
  }),
)

describe.each(scripts)('the script $name', ({ name, script, lua }) => {
  const header = lua.slice(0, lua.indexOf(']]'))
  const body = lua.slice(lua.indexOf(']]'))
  const line = (label: string) => header.match(new RegExp(`^ *${label} +(.*)$`, 'm'))?.[1]?.trim() ?? ''

  test('is defined under the name of its file', () => {
    expect(script.definition.name).toBe(name)
    expect(header).toContain(`--[[ ${name}: `)
  })

  test('names the same keys in header and definition, and the body uses no other', () => {
    expect(line('KEYS')).toBe(script.definition.keys.map((key, index) => `${index + 1} ${key}`).join('  '))
    const used = [...body.matchAll(/KEYS\[(\d+)\]/g)].map((match) => Number(match[1]))
    expect(Math.max(...used)).toBeLessThanOrEqual(script.definition.keys.length)
  })

  test('names the same arguments in header and definition', () => {
    const { args, each } = script.definition
    const fixed = args.map((argument, index) => `${index + 1} ${argument}`)
    const repeated = each ? [`each: ${each.join(' ')}`] : []
    expect(line('ARGV')).toBe([...fixed, ...repeated].join('  '))
  })

  test('names every reply it defines', () => {
    for (const [code, meaning] of Object.entries(script.definition.replies ?? {})) expect(line('RETURNS')).toContain(`${code} ${meaning}`)
  })

  test('takes its keys and its time from outside', () => {
    expect(script.source).not.toMatch(/hoithi:|redis\.call\('TIME'|os\.time|math\.random/)
    expect(script.source).not.toContain('@include')
  })
})
