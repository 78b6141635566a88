import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { pagesAreFresh } from '../../widget/build-stamp.ts'
import { StartRefused } from './start-refused.ts'

/** The pages are built from source when they are missing or older than it: a clone needs no build step. */
export function openPages(onStep: (step: string) => void): void {
  if (pagesAreFresh()) return
  onStep('building the pages')
  // in a process of its own: the bundler would stay in the service's memory for as long as it runs
  const built = spawnSync(process.execPath, [fileURLToPath(new URL('../../widget/build.ts', import.meta.url))], { encoding: 'utf8' })
  if (built.status === 0) return
  // the last line of a fault is Node's version, which helps nobody: its first line with "Error" says what happened
  const reason = built.stderr?.match(/^.*Error: *(.+)$/m)?.[1] ?? built.error?.message ?? 'see "npm run build"'
  throw new StartRefused(`The pages could not be built: ${reason}.`)
}
