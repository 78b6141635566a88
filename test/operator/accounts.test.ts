import { expect, test } from 'vitest'
import { call } from '../helpers/participant.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { runAdmin } from './run-admin.ts'

const password = 'một mật khẩu thật dài và lạ'

/** Where a command finds the database of a running service. */
function environmentOf({ database, dataDir, origin }: TestApp) {
  const { user, pass, host, port, database: name } = database.sql.options
  return { DATABASE_URL: `postgres://${user}:${pass}@${host[0]}:${port[0]}/${name}`, DATA_DIR: dataDir, PUBLIC_URL: origin }
}

async function setPassword(running: TestApp, out: string): Promise<number> {
  const token = out.split('#').at(-1) ?? ''
  await running.app.features.passwordLinks.follow(token, password, { from: null, requestId: null })
  const [username = ''] = /"([^"]+)"/.exec(out)?.slice(1) ?? []
  const { status } = await call(running.origin, 'POST', '/api/v1/staff/session', { body: { username, password }, headers: { 'x-hoithi': '1' } })
  return status
}

test('an owner that a command made sets a password by the link and gets in; the act is the operator’s', async () => {
  const running = await startTestApp()
  const made = await runAdmin(['create-owner', 'Chu.Moi', '--name', 'Chủ Mới'], environmentOf(running))
  expect([made.code, made.err]).toEqual([0, ''])
  expect(await setPassword(running, made.out)).toBe(200)
  const acts = await running.database.sql`select act, actor_kind as kind from audit_log where act = 'account.create'`
  expect([...acts]).toContainEqual({ act: 'account.create', kind: 'operator' })
  expect(await runAdmin(['create-owner', 'chu.moi'], environmentOf(running))).toMatchObject({
    code: 1,
    err: expect.stringContaining('There is an account'),
  })
  expect(await runAdmin(['create-owner', 'a@b'], environmentOf(running))).toMatchObject({
    code: 1,
    err: expect.stringContaining('cannot be a user name'),
  })
})

test('whoever is locked out gets a link; nobody else does', async () => {
  const running = await startTestApp()
  await running.app.features.accounts.create({ username: 'binh', displayName: 'Bình', role: 'official', password: 'mật khẩu đã quên rồi' })
  const made = await runAdmin(['reset-password', 'binh'], environmentOf(running))
  expect([made.code, made.err]).toEqual([0, ''])
  expect(await setPassword(running, made.out)).toBe(200)
  expect(await runAdmin(['reset-password', 'ai-do'], environmentOf(running))).toEqual({ code: 1, out: '', err: 'There is no account "ai-do".' })
})
