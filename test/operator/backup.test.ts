import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startTestApp, testSecret } from '../helpers/test-app.ts'
import { emptyDatabase } from './empty-database.ts'
import { runAdmin } from './run-admin.ts'

test('round trip', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-backup-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const app = await startTestApp()
  const file = join(folder, 'a.hoithi')
  console.log(app.database.sql.options.host)
})
