import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { check } from './command-line/check.ts'
import { convert } from './command-line/convert.ts'
import { papers } from './command-line/papers.ts'
import { randomSeed } from './command-line/random-seed.ts'
import { schema } from './command-line/schema.ts'
import { usage } from './command-line/usage.ts'

// reads and writes files; everything else of the library neither knows disk nor screen
const open = async (path: string) => ({ name: basename(path), bytes: new Uint8Array(await readFile(path)) })
const options = {
  json: { type: 'boolean', default: false },
  en: { type: 'boolean', default: false },
  codes: { type: 'string', default: '101,102,103,104' },
  title: { type: 'string', default: 'Đề thi' },
  organizer: { type: 'string', default: 'Ban tổ chức' },
  minutes: { type: 'string', default: '' },
  seed: { type: 'string', default: '' },
  'no-keys': { type: 'boolean', default: false },
} as const

/** The code the process ends with. */
async function run(): Promise<number> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const [command, from, to, ...rest] = positionals
  if (command === 'check' && from !== undefined && to === undefined) {
    const { text, isClean } = await check(await open(from), { isJson: values.json, language: values.en ? 'en' : 'vi' })
    console.log(text)
    return isClean ? 0 : 1
  }
  if (command === 'convert' && from !== undefined && to !== undefined && rest.length === 0) {
    const { bytes, text, isWhole } = await convert(await open(from), to, { hasKeys: !values['no-keys'] })
    if (bytes) await writeFile(to, bytes)
    console.error(text)
    return isWhole ? 0 : 1
  }
  if (command === 'papers' && from !== undefined && to !== undefined && rest.length === 0) {
    if (values.minutes !== '' && !/^[1-9]\d{0,3}$/.test(values.minutes)) {
      console.error(`--minutes: “${values.minutes}” không phải số phút.\n\n${usage}`)
      return 2
    }
    const seed = values.seed || randomSeed()
    const { files, text } = await papers(await open(from), { ...values, seed })
    if (files.length > 0) await mkdir(to, { recursive: true })
    for (const { name, bytes } of files) await writeFile(join(to, name), bytes)
    console.error(text)
    if (files.length > 0 && values.seed === '') console.error(`Muốn in lại đúng các đề này, hãy ghi lại và giữ kín: --seed=${seed}`)
    return files.length > 0 ? 0 : 1
  }
  const published = command === 'schema' && to === undefined ? schema(from ?? '') : undefined
  if (published !== undefined) {
    console.log(published)
    return 0
  }
  console.error(usage)
  return 2
}

try {
  process.exitCode = await run()
} catch (error) {
  const { code = '', path = '', message } = error as NodeJS.ErrnoException
  if (code.startsWith('ERR_PARSE_ARGS')) console.error(`${message}\n\n${usage}`)
  else if (/^E[A-Z]+$/.test(code)) console.error(`Không mở hoặc ghi được tệp (${code}): ${path}`)
  else throw error
  process.exitCode = 2
}
