import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chownSync, cpSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { makeFolder } from './make-folder.ts'

/** The user PostgreSQL runs as when we are root, which PostgreSQL refuses to run as. */
export type DatabaseUser = { name: string; uid: number; gid: number }

export type Places = {
  binaries: string
  /** The folder that holds the cluster; its parent may be created by us. */
  cluster: string
  logFile: string
  user: DatabaseUser | undefined
}

const userName = 'hoithi-db'
const systemHome = '/var/lib/hoithi'

/** Where binaries and data can live so that the database user can enter them. */
export function choosePlaces(options: { dataDir: string; packageBinaries: string; packageVersion: string }): Places {
  const dataDir = resolve(options.dataDir)
  makeFolder(dataDir)
  const user = process.getuid?.() === 0 ? findOrMakeUser() : undefined
  if (!user) return { binaries: options.packageBinaries, cluster: join(dataDir, 'postgres'), logFile: join(dataDir, 'postgres.log'), user }

  const home = canBeEnteredByOthers(dataDir) ? dataDir : movedHome(dataDir)
  const binaries = canBeEnteredByOthers(options.packageBinaries) ? options.packageBinaries : copyBinaries(options)
  makeFolder(home, 0o755)
  return { binaries, cluster: join(home, 'postgres'), logFile: join(dataDir, 'postgres.log'), user }
}

/** A folder under a 0700 home is closed to the database user, whatever its own mode. */
function canBeEnteredByOthers(path: string): boolean {
  const parts = resolve(path).split(sep)
  return parts.every((_, depth) => (statSync(parts.slice(0, depth + 1).join(sep) || sep).mode & 0o001) !== 0)
}

/** The data folder keeps a pointer, so that a folder deleted and made anew begins a new cluster. */
function movedHome(dataDir: string): string {
  const pointer = join(dataDir, 'postgres.moved-to')
  if (!existsSync(pointer)) writeFileSync(pointer, join(systemHome, randomUUID()))
  return readFileSync(pointer, 'utf8').trim()
}

function copyBinaries({ packageBinaries, packageVersion }: { packageBinaries: string; packageVersion: string }): string {
  const target = join(systemHome, `postgresql-${packageVersion}`)
  if (!existsSync(target)) {
    // copied beside and renamed, so that a copy cut short is never taken for a whole one
    const partial = `${target}.partial-${process.pid}`
    rmSync(partial, { recursive: true, force: true })
    makeFolder(dirname(target), 0o755)
    cpSync(dirname(packageBinaries), partial, { recursive: true, verbatimSymlinks: true })
    if (existsSync(target)) rmSync(partial, { recursive: true, force: true })
    else renameSync(partial, target)
  }
  return join(target, 'bin')
}

function findOrMakeUser(): DatabaseUser {
  const found = findUser(userName)
  if (found) return found
  try {
    execFileSync('useradd', ['--system', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', userName], {
      stdio: 'ignore',
    })
  } catch {
    // two first starts at once, or no useradd: the look-up below decides
  }
  const made = findUser(userName) ?? findUser('nobody')
  if (!made) throw new Error('PostgreSQL refuses to run as root and no other user could be made: start the service as an ordinary user.')
  return made
}

function findUser(name: string): DatabaseUser | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid === undefined || gid === undefined ? undefined : { name, uid: Number(uid), gid: Number(gid) }
}

export function giveTo(user: DatabaseUser | undefined, path: string): void {
  if (user) chownSync(path, user.uid, user.gid)
}
