import { spawn } from 'node:child_process'
import { openPages } from '../../server/boot/open-pages.ts'
import { eventually } from './eventually.ts'
import { freePort } from './free-port.ts'
import { testerEnvironment } from './tester-environment.ts'

export type Ending = { code: number | null; signal: NodeJS.Signals | null }

export type ServiceProcess = {
  pid: number
  port: number
  origin: string
  stdout(): string
  stderr(): string
  ended: Promise<Ending>
  isRunning(): boolean
  end(signal: NodeJS.Signals): Promise<Ending>
}

export type SpawnOptions = {
  environment?: Record<string, string>
  user?: { uid: number; gid: number } | undefined
  /** A command that runs the service, for instance under a limit. */
  under?: readonly string[]
}

export const serviceSecret = 'a-secret-of-at-least-thirty-two-characters'
export const metricsToken = 'a-metrics-token-1234'

const repository = new URL('../../', import.meta.url).pathname

/** The real service, as an operator starts it; says nothing about whether it came up. */
export async function spawnService(options: SpawnOptions = {}): Promise<ServiceProcess> {
  // several services that start at once must not build the same pages at once
  openPages(() => {})
  const port = Number(options.environment?.PORT ?? (await freePort()))
  const [command = '', ...rest] = [...(options.under ?? []), process.execPath, `${repository}server/main.ts`]
  const child = spawn(command, rest, {
    cwd: repository,
    env: { ...testerEnvironment(), HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'warn', ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options.user,
  })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  // "close" comes after the last byte of its output, "exit" may come before
  const ended = new Promise<Ending>((resolve) => child.once('close', (code, signal) => resolve({ code, signal })))
  const isRunning = () => child.exitCode === null && child.signalCode === null
  return {
    pid: child.pid ?? 0,
    port,
    origin: `http://127.0.0.1:${port}`,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
    isRunning,
    end(signal) {
      if (isRunning()) child.kill(signal)
      return ended
    },
  }
}

/** Waits until it says that it is ready; an early end is told with its own words. */
export async function whenReady(service: ServiceProcess): Promise<ServiceProcess> {
  let ending: Ending | undefined
  service.ended.then((how) => {
    ending = how
  })
  await eventually('the service is ready', async () => ending !== undefined || (await fetch(`${service.origin}/readyz`)).ok)
  if (ending !== undefined) throw new Error(`the service ended (${ending.code ?? ending.signal}) instead of starting:\n${service.stderr()}`)
  return service
}
