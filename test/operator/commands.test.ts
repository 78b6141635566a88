import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { testSecret } from '../helpers/test-app.ts'
import { runAdmin } from './run-admin.ts'

const nowhere = { DATA_DIR: '/nonexistent-hoithi' }

test('the help lists every command in the language of the terminal, or the one that is asked for', async () => {
  const english = await runAdmin(['help'], nowhere)
  expect([english.code, english.out]).toEqual([0, expect.stringContaining('Commands for the operator')])
  expect((await runAdmin(['help'], { ...nowhere, LANG: 'vi_VN.UTF-8' })).out).toContain('Lệnh dành cho người vận hành')
  // a server without a language of its own speaks Vietnamese
  expect((await runAdmin(['help'], { ...nowhere, LANG: 'C.UTF-8' })).out).toContain('Lệnh dành cho người vận hành')
  expect((await runAdmin(['backup', '--help', '--lang=vi'], nowhere)).out).toContain('Sao lưu')
  for (const name of ['doctor', 'backup', 'restore', 'export-keys', 'verify-audit', 'export-audit', 'audit-key'])
    expect(english.out).toContain(`  ${name} `)
})

test.each([
  ['an unknown command', ['frobnicate'], 2, /There is no command "frobnicate"/],
  ['an unknown option', ['backup', 'file', '--fast'], 2, /Usage: npm run admin -- backup FILE/],
  ['a file too few', ['backup'], 1, /Usage: npm run admin -- backup FILE/],
  ['no database', ['verify-audit'], 1, /There is no database in \/nonexistent-hoithi yet/],
  ['a file that is not there', ['restore', '/nonexistent-hoithi/backup'], 1, /There is no file \/nonexistent-hoithi\/backup/],
])('%s is told in one sentence', async (_what, words, code, sentence) => {
  const said = await runAdmin(words, nowhere)
  expect([said.code, said.out, said.err]).toEqual([code, '', expect.stringMatching(sentence)])
  expect(said.err.split('\n')).toHaveLength(1)
  expect(said.err).not.toMatch(/^\s+at /m)
})

test('bad settings are told as by the service, and a command never makes up a secret', async () => {
  expect(await runAdmin(['doctor'], { ...nowhere, PORT: 'eighty' })).toMatchObject({ code: 1, err: expect.stringContaining('PORT is "eighty"') })
  expect(await runAdmin(['audit-key'], { ...nowhere, SECRET_KEY: '' })).toMatchObject({ code: 1, err: expect.stringContaining('There is no key') })
})

test('as npm runs it: a process of its own, which makes no database where there is none', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'hoithi-admin-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const run = spawnSync(process.execPath, ['server/admin.ts', 'verify-audit'], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, LANG: 'en_US.UTF-8', SECRET_KEY: testSecret },
  })
  expect([run.status, run.stdout, run.stderr]).toEqual([1, '', expect.stringContaining(`There is no database in ${dataDir} yet`)])
})
