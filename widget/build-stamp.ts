import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

export const repository = join(import.meta.dirname, '..')
export const builtPages = join(repository, 'dist')

const stampFile = join(builtPages, '.stamp')
/** Whatever can change a byte of what a browser loads. */
const sources = ['widget', 'console', 'server/contract', 'question-bank/rich-text', 'question-bank/samples', 'package-lock.json', 'tsconfig.json']

export function sourceHash(): string {
  const hash = createHash('sha256')
  for (const file of sources.flatMap((source) => filesIn(join(repository, source)))) {
    hash.update(relative(repository, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

export const writeStamp = (hash: string): void => writeFileSync(stampFile, hash)

/** Whether dist was built from exactly these sources. */
export const pagesAreFresh = (): boolean => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === sourceHash()

function filesIn(path: string): string[] {
  if (!existsSync(path)) return []
  if (!/\.\w+$/.test(path) || path.endsWith('/')) {
    return readdirSync(path, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
  }
  return [path]
}
