import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { readBackup } from '../../server/admin/backup/read-backup.ts'
import { DatabaseSilent } from '../../server/admin/backup/silence-watch.ts'
import { writeBackup } from '../../server/admin/backup/write-backup.ts'
import { connectDatabase } from '../../server/database/client.ts'
import { asServer } from '../../server/database/server-role.ts'
import { createAuditKeys } from '../../server/features/audit/audit-keys.ts'
import { erasePeople } from '../../server/features/privacy/erase-people.ts'
import { remember } from '../../server/remember.ts'
import { createSecrets } from '../../server/secrets.ts'
import { afterFile } from '../helpers/after-file.ts'
import { emptyDatabase } from '../helpers/databases.ts'
import { eventually } from '../helpers/eventually.ts'
import { aParticipant } from '../helpers/participant.ts'
import { startTestApp, type TestApp, testSecret } from '../helpers/test-app.ts'
import { seedContest } from '../helpers/test-contest.ts'
import { runAdmin, type Said } from './run-admin.ts'
import { tableDigests } from './table-digests.ts'

function aFolder(closeWhen: (close: () => Promise<void>) => void = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-operator-'))
  closeWhen(async () => rmSync(folder, { recursive: true }))
  return folder
}

/** A service with people who took part, the command that backs it up, and a place to restore to. */
async function openStage(closeWhen: (close: () => Promise<void>) => void = onTestFinished) {
  const app = await startTestApp({}, closeWhen)
  const contest = await seedContest(app)
  for (let index = 0; index < 3; index += 1) {
    const person = await aParticipant(app.origin, contest)
    const attempt = person.attempt((await person.start()).body)
    await attempt.save([person.aTap(0, index), person.aTap(1, index)])
    await attempt.submit()
  }
  await app.app.features.headSigner.signHead()
  const folder = aFolder(closeWhen)
  const file = join(folder, 'backup.hoithi')
  const source = { ...bothRoles(databaseOf(app)), DATA_DIR: app.dataDir }
  return { app, contest, folder, file, source, backUp: (...words: string[]) => runAdmin(['backup', file, ...words], source) }
}

const databaseOf = ({ database }: TestApp) => {
  const { user, pass, host, port, database: name } = database.sql.options
  return `postgres://${user}:${pass}@${host[0]}:${port[0]}/${name}`
}

const bothRoles = (ownerUrl: string) => ({ DATABASE_URL: asServer(ownerUrl, inject('serverPassword')), DATABASE_OWNER_URL: ownerUrl })

async function restoreTo(
  url: string,
  file: string,
  words: string[] = [],
  answers: string[] = [],
  changes: Record<string, string> = {},
): Promise<Said> {
  return runAdmin(['restore', file, ...words], { ...bothRoles(url), DATA_DIR: aFolder(), ...changes }, answers)
}

function open(url: string) {
  const database = connectDatabase(url, { poolSize: 2, name: 'restored' })
  onTestFinished(() => database.close())
  return database.sql
}

// the last two are left empty on purpose
const differs = ['audit_log', 'audit_head', 'audit_heads', 'service_state', 'account_sessions', 'job_reports']

test('a backup of a running service comes back in an empty database, row for row, with the chain whole and the service at work on it', async () => {
  const { app, contest, file, backUp } = await openStage()
  const before = await tableDigests(app.database.sql, differs)
  expect(await backUp()).toMatchObject({ code: 0, err: '' })
  const url = await emptyDatabase()
  const dataDir = aFolder()
  const restored = await restoreTo(url, file, [], [], { DATA_DIR: dataDir })
  expect(restored).toMatchObject({ code: 0, err: '' })
  const sql = open(url)
  expect(await tableDigests(sql, differs)).toEqual(before)
  expect(await runAdmin(['verify-audit'], { ...bothRoles(url), DATA_DIR: dataDir })).toMatchObject({ code: 0 })
  expect(await sql`select 1 from audit_log where act = 'backup.restore' and actor_kind = 'operator'`).toHaveLength(1)
  // keys between tables and triggers hold again
  await expect(sql`delete from units`).rejects.toThrow(/foreign key/)
  await expect(sql`delete from audit_log`).rejects.toThrow(/never changed/)

  const again = await startTestApp({ databaseUrl: url })
  const boardOf = async ({ app: running }: TestApp) => {
    await running.features.reconciler.run()
    return running.features.boards.read({ contestId: contest.contestId, roundId: contest.roundId, projection: 'official' }, true)
  }
  expect(await boardOf(again)).toEqual(await boardOf(app))
  const newcomer = await aParticipant(again.origin, contest)
  expect((await newcomer.start()).status).toBe(200)
})

describe('a backup that cannot go on', () => {
  test('ends with a sentence when the database stops answering, and leaves no half file', async () => {
    const app = await startTestApp()
    const file = join(aFolder(), 'backup.hoithi')
    const key = createAuditKeys(createSecrets({ present: testSecret, previous: '' })).present
    const options = { sql: open(databaseOf(app)), file, passphrase: undefined, program: 'test', createdAt: new Date(0).toISOString(), key }
    await app.database.sql.begin(async (transaction) => {
      await transaction`lock table units in access exclusive mode`
      await expect(writeBackup({ ...options, patienceMs: 300 })).rejects.toThrow(DatabaseSilent)
    })
    await eventually('the half file is gone', () => !existsSync(`${file}.partial`))
    expect(existsSync(file)).toBe(false)
  })

  test('the file of a run that was killed is written over by the next one', async () => {
    const { file, backUp } = await openStage()
    writeFileSync(`${file}.partial`, 'what a run left that was killed'.repeat(100_000))
    expect(await backUp()).toMatchObject({ code: 0, err: '' })
    expect(existsSync(`${file}.partial`)).toBe(false)
    expect((await readBackup(file, undefined)).parts.length).toBeGreaterThan(30)
  })
})

describe('keys', () => {
  test('no key material is in a backup, wherever one looks', async () => {
    const { file, backUp, app } = await openStage()
    await backUp()
    const parts: Buffer[] = [readFileSync(file)]
    await readBackup(file, undefined, async () => {
      const { Writable } = await import('node:stream')
      return new Writable({
        write(chunk: Buffer, _encoding, done) {
          parts.push(chunk)
          done()
        },
      })
    })
    const content = Buffer.concat(parts)
    expect(content.includes('Hội thi kiểm thử')).toBe(true)
    const { auditSeeds, tokenKey } = createSecrets({ present: testSecret, previous: '' })
    for (const key of [Buffer.from(testSecret), auditSeeds.present, tokenKey.key]) {
      for (const spelled of [key, key.toString('hex'), key.toString('base64'), key.toString('base64url')])
        expect(content.includes(spelled)).toBe(false)
    }
    expect(app.log.join('\n')).not.toContain(testSecret)
  })

  test('with another SECRET_KEY nothing is restored; without any it is asked for and kept', async () => {
    const { file, backUp } = await openStage()
    await backUp()
    const url = await emptyDatabase()
    const other = await restoreTo(url, file, [], [], { SECRET_KEY: 'another-secret-of-at-least-thirty-two-characters' })
    expect(other).toMatchObject({ code: 1, err: expect.stringContaining('SECRET_KEY here is not that of the backup') })
    expect(await tableDigests(open(url))).toEqual({})
    const dataDir = aFolder()
    const asked = await restoreTo(url, file, [], [testSecret], { SECRET_KEY: '', DATA_DIR: dataDir })
    expect(asked).toMatchObject({ code: 0, err: '' })
    expect(readFileSync(join(dataDir, 'secret.key'), 'utf8')).toBe(testSecret)
  })

  test('a file of exported keys opens it too, and that the keys were exported is in the log', async () => {
    const { file, backUp, folder, source, app } = await openStage()
    await backUp()
    const keys = join(folder, 'keys.json')
    expect(await runAdmin(['export-keys', keys], source)).toMatchObject({ code: 0 })
    expect(statSync(keys).mode & 0o077).toBe(0)
    expect((await app.database.sql`select act, actor_kind from audit_log order by seq desc limit 1`)[0]).toEqual({
      act: 'keys.export',
      actor_kind: 'operator',
    })
    expect(await restoreTo(await emptyDatabase(), file, ['--keys', keys], [], { SECRET_KEY: '' })).toMatchObject({ code: 0, err: '' })
  })
})

describe('a file that is not right changes nothing', () => {
  const closing = afterFile()
  const whole = remember(async () => {
    const { file, backUp } = await openStage(closing)
    expect(await backUp()).toMatchObject({ code: 0 })
    return readFileSync(file)
  })

  test.each([
    [
      'a byte changed in the middle',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 3_000), Buffer.from([(bytes[3_000] ?? 0) ^ 1]), bytes.subarray(3_001)]),
      /damaged|lacks its end/,
    ],
    ['its end cut off', (bytes: Buffer) => bytes.subarray(0, -200), /lacks its end/],
    ['a few bytes only', (bytes: Buffer) => bytes.subarray(0, 10), /no backup/],
    ['another file', () => Buffer.from('{"hoithi":"keys"}\n'), /no backup/],
  ])('%s', async (_what, change, sentence) => {
    const file = join(aFolder(), 'changed')
    writeFileSync(file, change(await whole.get()))
    const url = await emptyDatabase()
    const said = await restoreTo(url, file)
    expect([said.code, said.out, said.err]).toEqual([1, '', expect.stringMatching(sentence)])
    expect(await tableDigests(open(url))).toEqual({})
  })

  test('an encrypted one without its passphrase, or with another', async () => {
    const { file, backUp, folder } = await openStage()
    const [right, wrong] = [join(folder, 'right'), join(folder, 'wrong')]
    writeFileSync(right, 'mật khẩu rất dài của tỉnh\n')
    writeFileSync(wrong, 'mật khẩu rất dài của huyện\n')
    expect(await backUp('--passphrase-file', right)).toMatchObject({ code: 0 })
    expect(readFileSync(file).includes('Hội thi kiểm thử')).toBe(false)
    const url = await emptyDatabase()
    expect(await restoreTo(url, file, ['--passphrase-file', wrong])).toMatchObject({ code: 1, err: `The passphrase of ${file} is wrong.` })
    expect(await restoreTo(url, file, ['--passphrase-file', right])).toMatchObject({ code: 0, err: '' })
  })
})

describe('people who were erased after the backup', () => {
  async function erase({ app, contest: { contestId } }: Awaited<ReturnType<typeof openStage>>): Promise<string> {
    const [person] = await app.database.sql<{ id: string }[]>`select id from contestants order by id limit 1`
    const id = person?.id ?? ''
    await app.database.sql.begin((transaction) => erasePeople(transaction, contestId, [id], new Date()))
    return id
  }
  const leftOf = async (sql: ReturnType<typeof open>, id: string) => [
    ...(await sql`select (select count(*)::integer from person_keys where contestant_id = ${id}) as keys, personal, erased_at is not null as "isErased"
      from contestants where id = ${id}`),
  ]
  const erased = [{ keys: 0, personal: null, isErased: true }]

  test('are erased again on another machine by the journal of the old one, and their results stay', async () => {
    const stage = await openStage()
    const { app, file, backUp } = stage
    await backUp()
    const id = await erase(stage)
    await app.app.features.erasureJournal.run()
    await app.app.features.erasureJournal.run()
    const url = await emptyDatabase()
    const restored = await restoreTo(url, file, ['--erasures', join(app.dataDir, 'erasures.jsonl')])
    expect(restored).toMatchObject({ code: 0, out: expect.stringContaining('Personal data of 1 people who were erased') })
    const sql = open(url)
    expect(await leftOf(sql, id)).toEqual(erased)
    expect(await sql`select 1 from attempts where contestant_id = ${id} and score_thousandths is not null`).toHaveLength(1)
    const without = await emptyDatabase()
    expect((await restoreTo(without, file)).out).toContain('There is no list of erasures')
  })

  test('are erased again when the database that knew it is replaced', async () => {
    const stage = await openStage()
    const { file, backUp, source } = stage
    await backUp()
    const id = await erase(stage)
    expect(await runAdmin(['restore', file, '--replace'], source, ['replace'])).toMatchObject({ code: 0, err: '' })
    expect(await leftOf(open(source.DATABASE_OWNER_URL), id)).toEqual(erased)
  })
})

describe('a database that is not empty', () => {
  test('is refused, and replaced only when that is typed; the signatures of what is lost are kept', async () => {
    const { file, backUp, app, source } = await openStage()
    await backUp()
    await app.app.features.headSigner.keepOutside()
    const lost = await app.app.features.accounts.create({ username: 'moi', displayName: 'Mới', role: 'official', password: 'mật khẩu đủ dài' })
    expect(lost).toBeGreaterThan(0)
    expect(await runAdmin(['restore', file], source)).toMatchObject({ code: 1, err: expect.stringContaining('The database is not empty') })
    expect(await runAdmin(['restore', file, '--replace'], source, ['yes'])).toMatchObject({ code: 1, err: 'Not confirmed: nothing was changed.' })
    expect(await app.database.sql`select 1 from accounts where username = 'moi'`).toHaveLength(1)
    const replaced = await runAdmin(['restore', file, '--replace'], source, ['replace'])
    expect(replaced).toMatchObject({ code: 0, err: '' })
    expect(await open(source.DATABASE_OWNER_URL)`select 1 from accounts where username = 'moi'`).toHaveLength(0)
    expect(await runAdmin(['verify-audit'], source)).toMatchObject({ code: 0 })
  })
})
