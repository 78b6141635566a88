import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { provideSystemTools } from './setup/system-tools.ts'

type FileResult = { name: string; status: string; assertionResults: { status: string }[] }

/** More files than these do not fail for want of time. */
const mostAgain = 3

// what the tests need from the system is found or installed first: nothing is skipped because it was not there
provideSystemTools()
// services and workers start by the hundred: what one has compiled, the next ones find. It is kept where `npm ci` begins anew.
process.env.NODE_COMPILE_CACHE = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url))

let { isWell, files } = runTests(process.argv.slice(2))
const failed = files.filter(({ status }) => status === 'failed')
// where others use the machine too (`TEST_FAILED_AGAIN=yes`), a file that failed is run once more, alone, and that is told: what is wrong fails twice
if (process.env.TEST_FAILED_AGAIN === 'yes' && failed.length > 0 && failed.length <= mostAgain) {
  const names = failed.map(({ name }) => name)
  console.log(`\nFAILED ONCE, and run again alone:\n${names.join('\n')}\n`)
  const second = runTests([...names, '--maxWorkers=1'])
  isWell = second.isWell
  files = [...files.filter((file) => !failed.includes(file)), ...second.files]
}
const { passed, notPassed } = count(files)
console.log(`\n${passed} passed, ${notPassed} failed`)
process.exit(isWell && notPassed === 0 ? 0 : 1)

function runTests(words: readonly string[]): { isWell: boolean; files: FileResult[] } {
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
      ...words,
    ],
    { stdio: 'inherit' },
  )
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as { testResults: FileResult[] }
  rmSync(folder, { recursive: true })
  return { isWell: run.status === 0, files: testResults }
}

/** A file that cannot even be loaded has no test to fail, and a test that did not run proves nothing: both count as failed. */
function count(results: readonly FileResult[]): { passed: number; notPassed: number } {
  const tests = results.flatMap(({ assertionResults }) => assertionResults)
  const passed = tests.filter(({ status }) => status === 'passed').length
  const broken = results.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length
  return { passed, notPassed: tests.length - passed + broken }
}
