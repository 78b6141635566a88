import { spawn } from 'node:child_process'
import { brokenBoundaries } from './check/boundaries.ts'
import { brokenPromises } from './check/documents.ts'
import { forbiddenWords } from './check/forbidden-words.ts'
import { readSources } from './check/source-files.ts'

/** What is wrong, as lines to print; none: the part holds. */
type Part = { name: string; run(): Promise<string> }

const tool = (name: string, command: string, ...args: string[]): Part => ({
  name,
  run: () =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [`node_modules/${command}`, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
      let said = ''
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => {
          said += text
        })
      child.once('close', (code) => resolve(code === 0 ? '' : said.trimEnd() || `ended with ${code}`))
    }),
})

const parts: readonly Part[] = [
  tool('types', 'typescript/bin/tsc', '--noEmit'),
  tool('lint and format', '@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '--max-diagnostics=200'),
  tool('dead code and dependencies', 'knip/bin/knip.js', '--no-progress'),
  {
    name: 'boundaries',
    run: async () => {
      const sources = readSources()
      return [...brokenBoundaries(sources), ...forbiddenWords(sources)].join('\n')
    },
  },
  { name: 'documents', run: async () => brokenPromises().join('\n') },
]

const results = await Promise.all(
  parts.map(async ({ name, run }) => {
    const start = performance.now()
    const wrong = await run().catch((error: unknown) => String(error))
    console.log(`${wrong === '' ? 'ok    ' : 'FAILED'}  ${name.padEnd(28)}${((performance.now() - start) / 1_000).toFixed(1).padStart(5)} s`)
    return { name, wrong }
  }),
)
const failed = results.filter(({ wrong }) => wrong !== '')
for (const { name, wrong } of failed) console.log(`\n── ${name}\n${wrong}`)
if (failed.length > 0) process.exitCode = 1
