import { spawn } from 'node:child_process'
import { testerEnvironment } from '../helpers/tester-environment.ts'

export type AdminEnding = { code: number | null; out: string; err: string; seconds: number; peakMb: number }

const repository = new URL('../../', import.meta.url).pathname
/** The process tells its own peak at its end: nothing has to be installed for it. */
const tellPeak = `data:text/javascript,process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS+'%5Cn'))`

/** A command in a process of its own, as npm runs it. */
export function adminProcess(words: readonly string[], environment: Record<string, string>): Promise<AdminEnding> {
  const began = performance.now()
  const child = spawn(process.execPath, [`--import=${tellPeak}`, `${repository}server/admin.ts`, ...words], {
    cwd: repository,
    env: { ...testerEnvironment(), LANG: 'en_US.UTF-8', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  return new Promise((resolve) =>
    child.once('close', (code) => {
      const peak = Number(/^peak (\d+)$/m.exec(err)?.[1] ?? 0)
      resolve({ code, out, err: err.replace(/^peak \d+\n/m, ''), seconds: (performance.now() - began) / 1_000, peakMb: Math.round(peak / 1024) })
    }),
  )
}
