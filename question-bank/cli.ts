import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { check } from './command-line/check.ts'
import { convert } from './command-line/convert.ts'
import { usage } from './command-line/usage.ts'

// reads and writes files; everything else of the library neither knows disk nor screen
const [command, ...rest] = process.argv.slice(2)
const paths = rest.filter((word) => !word.startsWith('--'))
const open = async (path: string) => ({ name: basename(path), bytes: new Uint8Array(await readFile(path)) })

try {
  const [from, to] = paths
  if (command === 'check' && from !== undefined && paths.length === 1) {
    const { text, isClean } = await check(await open(from), { isJson: rest.includes('--json'), language: rest.includes('--en') ? 'en' : 'vi' })
    console.log(text)
    process.exitCode = isClean ? 0 : 1
  } else if (command === 'convert' && from !== undefined && to !== undefined && paths.length === 2) {
    const { bytes, text, isWhole } = await convert(await open(from), to)
    if (bytes) await writeFile(to, bytes)
    console.error(text)
    process.exitCode = isWhole ? 0 : 1
  } else {
    console.error(usage)
    process.exitCode = 2
  }
} catch (error) {
  const code = (error as { code?: string }).code
  if (code === undefined || !['ENOENT', 'EACCES', 'EISDIR', 'ENOSPC', 'EROFS'].includes(code)) throw error
  console.error(`Không mở hoặc ghi được tệp (${code}): ${(error as { path?: string }).path ?? ''}`)
  process.exitCode = 2
}
