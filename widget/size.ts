import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildPages, pagesAreFresh } from './build.ts'
import { builtPages } from './build-stamp.ts'

type Chunk = { file: string; imports?: string[]; css?: string[]; isEntry?: boolean }
type Manifest = Record<string, Chunk>

const budgets = { loader: 2_500, script: 35_000, style: 8_000 }
const embed = join(builtPages, 'embed/v1')

const gzipBytes = (file: string): number => gzipSync(readFileSync(join(embed, file)), { level: 9 }).length
const sum = (files: Iterable<string>): number => Array.from(files).reduce((total, file) => total + gzipBytes(file), 0)

/** What a participant downloads up to the first question: the entry and all it imports at once. Later screens are not in it. */
function firstLoad(): { scripts: Set<string>; styles: Set<string> } {
  const manifest = JSON.parse(readFileSync(join(embed, '.vite/manifest.json'), 'utf8')) as Manifest
  const scripts = new Set<string>()
  const styles = new Set<string>()
  const visit = (key: string) => {
    const chunk = manifest[key]
    if (!chunk || scripts.has(chunk.file)) return
    scripts.add(chunk.file)
    for (const style of chunk.css ?? []) styles.add(style)
    for (const next of chunk.imports ?? []) visit(next)
  }
  for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) visit(key)
  return { scripts, styles }
}

if (!existsSync(embed) || !pagesAreFresh()) await buildPages()

const { scripts, styles } = firstLoad()
const rows = [
  { part: 'loader', bytes: gzipBytes('loader.js'), budget: budgets.loader },
  { part: 'script up to the first question', bytes: sum(scripts), budget: budgets.script },
  { part: 'style', bytes: sum(styles), budget: budgets.style },
]
for (const { part, bytes, budget } of rows) {
  const state = bytes <= budget ? 'ok' : 'TOO LARGE'
  console.log(`${part.padEnd(34)} ${String(bytes).padStart(7)} of ${String(budget).padStart(6)} bytes gzip  ${state}`)
}
for (const file of readdirSync(join(embed, 'assets')).filter((name) => name.endsWith('.js') && !scripts.has(`assets/${name}`))) {
  console.log(`  later: ${file.padEnd(32)} ${String(gzipBytes(`assets/${file}`)).padStart(5)} bytes`)
}
if (rows.some(({ bytes, budget }) => bytes > budget)) process.exitCode = 1
