import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { freePort } from '../helpers/free-port.ts'
import { type ServiceProcess, type SpawnOptions, spawnService } from '../helpers/service-process.ts'

export const isRoot = process.getuid?.() === 0

type FolderOptions = { mode?: number; own?: number; owner?: { uid: number; gid: number }; closeWhen?: (close: () => void) => void }

/** A data folder of its own, removed with everything that was moved out of it. `mode` is that of the home around it. */
export function aDataFolder({ mode = 0o755, own = 0o755, owner, closeWhen = onTestFinished }: FolderOptions = {}): string {
  const parent = mkdtempSync(join(tmpdir(), 'hoithi-boot-'))
  const folder = join(parent, 'data')
  mkdirSync(folder)
  chmodSync(parent, mode)
  chmodSync(folder, own)
  if (owner) chownSync(folder, owner.uid, owner.gid)
  closeWhen(() => {
    const moved = movedTo(folder)
    if (moved !== undefined) rmSync(moved, { recursive: true, force: true })
    rmSync(parent, { recursive: true, force: true })
  })
  return folder
}

/** Where the cluster went because the database user may not enter the data folder. */
export function movedTo(dataFolder: string): string | undefined {
  const pointer = join(dataFolder, 'postgres.moved-to')
  return existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : undefined
}

/** An ordinary user: nobody when the tests run as root, else the one who runs them. */
export function anOrdinaryUser(): { uid: number; gid: number } | undefined {
  if (!isRoot) return undefined
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

/** Started as a newcomer does it, but on free ports; ended when the test is over, whatever it did. */
export async function startAsNewcomer(dataDir: string, options: SpawnOptions = {}): Promise<ServiceProcess> {
  const service = await spawnService({
    ...options,
    environment: { DATA_DIR: dataDir, PORTAL_PORT: String(await freePort()), ...options.environment },
  })
  onTestFinished(async () => {
    if (service.isRunning()) await service.end('SIGTERM')
  })
  return service
}

/** A start that cannot go on says so in one sentence, without a stack, and does not end with 0. */
export async function expectRefused(service: ServiceProcess, sentence: RegExp): Promise<void> {
  const { code } = await service.ended
  const said = service.stderr().trim()
  expect(said).toMatch(sentence)
  expect(said.split('\n')).toHaveLength(1)
  expect(said).not.toMatch(/^\s+at |node:|Error:/m)
  expect(said).toMatch(/[.!]$/)
  expect(code).toBe(1)
}
