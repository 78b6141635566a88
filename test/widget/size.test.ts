import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { repository } from '../../widget/build-stamp.ts'

test('what a participant downloads stays within its budgets, whoever builds it', () => {
  const { status, stdout } = spawnSync(process.execPath, ['widget/size.ts'], { cwd: repository, encoding: 'utf8' })
  expect(stdout).toMatch(/script up to the first question +\d+ of +35000 bytes gzip/)
  expect(status, stdout).toBe(0)
})
