import { spawnSync } from 'node:child_process'
import { appendFileSync, chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { startEmbeddedPostgres } from '../../server/database/embedded/embedded-postgres.ts'
import { afterFile } from '../helpers/after-file.ts'
import { aDataFolder, expectRefused, isRoot, startAsNewcomer } from './boot-folders.ts'

const closing = afterFile()
let whole: string
beforeAll(async () => {
  whole = aDataFolder({ closeWhen: (close) => closing(async () => close()) })
  const server = await startEmbeddedPostgres({ dataDir: whole })
  await server.stop()
})

/** A copy of a sound data folder, with owner and modes, to be broken. */
function aCopy(): { folder: string; cluster: string } {
  const folder = aDataFolder()
  // fs.cp keeps no owner
  const copied = spawnSync('cp', ['-a', `${whole}/.`, folder])
  if (copied.status !== 0) throw new Error(String(copied.stderr))
  return { folder, cluster: join(folder, 'postgres') }
}

test('PG_VERSION is missing', async () => {
  const { folder, cluster } = aCopy()
  rmSync(join(cluster, 'PG_VERSION'))
  await expectRefused(
    await startAsNewcomer(folder),
    /^The data folder .+postgres is not a whole PostgreSQL cluster: restore it from a backup, or move it away/,
  )
  // nothing was thrown away: put back, it works
  writeFileSync(join(cluster, 'PG_VERSION'), readFileSync(join(whole, 'postgres', 'PG_VERSION')))
  const server = await startEmbeddedPostgres({ dataDir: folder })
  await server.stop()
})

test('every file of the cluster is empty', async () => {
  const { folder, cluster } = aCopy()
  renameSync(cluster, `${cluster}.away`)
  spawnSync('cp', ['-a', '--attributes-only', `${cluster}.away`, cluster])
  await expectRefused(await startAsNewcomer(folder), /^The data folder .+postgres is not a whole PostgreSQL cluster/)
})

test('the cluster is an empty folder', async () => {
  const { folder, cluster } = aCopy()
  for (const entry of readdirSync(cluster)) rmSync(join(cluster, entry), { recursive: true })
  await expectRefused(await startAsNewcomer(folder), /^The data folder .+postgres is empty: restore it from a backup, or move it away/)
})

test('made by another major version', async () => {
  const { folder, cluster } = aCopy()
  writeFileSync(join(cluster, 'PG_VERSION'), '14\n')
  await expectRefused(await startAsNewcomer(folder), /^The data folder .+ was made by PostgreSQL 14, this program brings 18/)
})

test('PostgreSQL itself refuses to start: its own reason is told', async () => {
  const { folder, cluster } = aCopy()
  appendFileSync(join(cluster, 'postgresql.conf'), '\nshared_buffers = rubbish\n')
  await expectRefused(await startAsNewcomer(folder), /^PostgreSQL did not start: .*postgresql\.conf/)
})

test('the control file is damaged', async () => {
  const { folder, cluster } = aCopy()
  writeFileSync(join(cluster, 'global', 'pg_control'), Buffer.alloc(8_192, 7))
  await expectRefused(await startAsNewcomer(folder), /^PostgreSQL did not start: .+/)
})

test('a database that forgets: fsync is off', async () => {
  const { folder } = aCopy()
  const server = await startEmbeddedPostgres({ dataDir: folder, settings: { fsync: 'off', full_page_writes: 'off' } })
  onTestFinished(() => server.stop())
  const environment = { DATABASE_URL: server.url }
  await expectRefused(
    await startAsNewcomer(aDataFolder(), { environment }),
    /^PostgreSQL runs with .*fsync = off.*: answers that were acknowledged could be lost/,
  )
})

test('no room for a database', async () => {
  const folder = aDataFolder()
  const small = join(folder, 'small')
  mkdirSync(small)
  // a file system that really is full where that may be made, else files that may not grow
  const isMounted = isRoot && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', small]).status === 0
  if (isMounted) onTestFinished(() => void spawnSync('umount', [small]))
  chmodSync(small, 0o755)
  const under = isMounted ? [] : ['bash', '-c', 'ulimit -f 4000; exec "$@"', '--']
  await expectRefused(
    await startAsNewcomer(small, { under }),
    isMounted ? /^The database could not be made: the disk is full/ : /^The database could not be made: .+/,
  )
})

test('a disk without a single free byte', async () => {
  const folder = aDataFolder()
  if (!isRoot) {
    // without the right to mount, a file that may not grow stands for the full disk
    await expectRefused(await startAsNewcomer(folder, { under: ['bash', '-c', 'ulimit -f 0; exec "$@"', '--'] }), /cannot be written/)
    return
  }
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', folder])
  expect(mounted.status).toBe(0)
  onTestFinished(() => void spawnSync('umount', [folder]))
  chmodSync(folder, 0o755)
  cpSync('/dev/null', join(folder, 'empty'))
  spawnSync('dd', ['if=/dev/zero', `of=${join(folder, 'filler')}`, 'bs=4k'])
  await expectRefused(await startAsNewcomer(folder), /^The data folder .+ cannot be written \(ENOSPC\): free some space/)
})
