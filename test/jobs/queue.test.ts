import { expect, test } from 'vitest'
import type { JobList } from '../../server/contract/jobs.ts'
import { connectDatabase } from '../../server/database/client.ts'
import { createBoss } from '../../server/jobs/boss.ts'
import { freshDatabase } from '../helpers/databases.ts'
import { eventually } from '../helpers/eventually.ts'
import { logInAs } from '../helpers/staff.ts'
import { startTestApp } from '../helpers/test-app.ts'

test('the schema of the queue is the one that the library wants, to the last column', async () => {
  const database = connectDatabase(await freshDatabase(), { poolSize: 4, name: 'schema of the queue' })
  const boss = createBoss({ database, direct: database, onError: () => {} })
  expect(await boss.detectSchemaDrift()).toMatchObject({ ok: true })
  await database.close()
})

test('staff see each kind of work, where it runs, when it was last done and whether it failed', async () => {
  const running = await startTestApp()
  const owner = await logInAs(running, 'owner')
  const jobs = await eventually('counting and sweeping have been done', async () => {
    const { body } = await owner.ask<JobList>('GET', '/jobs')
    const done = body.jobs.filter(({ lastFinishedAt }) => lastFinishedAt !== null).map(({ kind }) => kind)
    return ['statistics', 'sweep'].every((kind) => done.includes(kind)) && body.jobs
  })
  const look = (kind: string) => jobs.find((job) => job.kind === kind)
  expect(look('statistics')).toMatchObject({ where: 'one process', everySeconds: 5, failures: 0, error: null, failed: [] })
  expect(look('statistics')?.counts.done).toBeGreaterThan(0)
  expect(look('mails')).toMatchObject({ where: 'shared' })
  expect(look('sweep')).toMatchObject({ where: 'every process', everySeconds: 1, failures: 0 })
})
