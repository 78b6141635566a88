import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { provideSystemTools } from './setup/system-tools.ts'

// what the tests need from the system is found or installed first: nothing is skipped because it was not there
provideSystemTools()

// services and workers start by the hundred: what one has compiled, the next ones find. It is kept where `npm ci` begins anew.
process.env.NODE_COMPILE_CACHE = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url))

const folder = mkdtempSync(join(tmpdir(), 'hoithi-report-'))
const report = join(folder, 'report.json')
const run = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'test/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
)
const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}
rmSync(folder, { recursive: true })
// a file that cannot even be loaded has no test to fail, and a test that did not run proves nothing: both count as failed
const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
const failed = numFailedTests + numPendingTests + numTodoTests + broken
console.log(`\n${numPassedTests} passed, ${failed} failed`)
process.exit(run.status === 0 && failed === 0 ? 0 : 1)
