import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { sentenceFor } from '../../server/boot/sentence-for.ts'
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
    const of = (kind: string) => body.jobs.find((job) => job.kind === kind)
    // the queue hears of the end of a run a moment after those who watch
    const hasRun = [of('sweep'), of('statistics')].every((job) => typeof job?.lastFinishedAt === 'string')
    return hasRun && (of('statistics')?.counts.done ?? 0) > 0 && body.jobs
  })
  const look = (kind: string) => jobs.find((job) => job.kind === kind)
  expect(look('statistics')).toMatchObject({ where: 'one process', everySeconds: 5, failures: 0, error: null, failed: [] })
  expect(look('mails')).toMatchObject({ where: 'shared' })
  expect(look('sweep')).toMatchObject({ where: 'every process', everySeconds: 1, failures: 0 })
})

test('a job that was given up is tried again when staff say so, which is in the audit log; a duty is asked for anew', async () => {
  const running = await startTestApp()
  const { sql } = running.database
  const owner = await logInAs(running, 'owner')
  const giveUp = (kind: string) => sql`
    insert into pgboss.job (name, state, completed_on, output, retry_count, policy) values (${kind}, 'failed', now(), '{"message": "TypeError"}', 5, 'exclusive')`
  await giveUp('retention')
  const look = async () => (await owner.ask<JobList>('GET', '/jobs')).body.jobs.find(({ kind }) => kind === 'retention')
  expect(await look()).toMatchObject({ counts: { failed: 1 }, failed: [{ tries: 5, error: 'TypeError' }] })
  expect(await owner.ask('POST', '/jobs/retention/retry', { jobId: randomUUID() })).toMatchObject({ status: 404, problem: { code: 'JOB_NOT_FOUND' } })
  expect(await owner.ask('POST', '/jobs/retention/retry', {})).toMatchObject({ status: 200, body: { retried: 1 } })
  await eventually('it was done', async () => (await look())?.lastFinishedAt)
  expect(await look()).toMatchObject({ counts: { failed: 0 }, failed: [] })
  const acts = await sql<{ subject: unknown }[]>`select subject from audit_log where act = 'job.retry'`
  expect(acts.map(({ subject }) => subject)).toEqual([{ kind: 'retention' }])
  // what each process does for itself is in no queue
  expect(await owner.ask('POST', '/jobs/sweep/retry', {})).toMatchObject({ status: 404 })
})

test('Prometheus reads how many jobs wait, run and failed, by kind', async () => {
  const running = await startTestApp()
  await running.database.sql`insert into pgboss.job (name, state, policy) values ('retention', 'failed', 'exclusive')`
  const metrics = await (await fetch(`${running.origin}/metrics`, { headers: { authorization: 'Bearer a-metrics-token-1234' } })).text()
  expect(metrics).toContain('hoithi_jobs{kind="retention",state="failed"} 1')
  expect(metrics).toContain('# TYPE hoithi_job_failures_total counter')
})

test('a queue of another version stops the start with a sentence', async () => {
  const url = await freshDatabase()
  const database = connectDatabase(url, { poolSize: 1, name: 'meddling' })
  await database.sql`update pgboss.version set version = version - 1`
  await database.close()
  const refused = await startTestApp({ databaseUrl: url }).catch((error: unknown) => error)
  expect(sentenceFor(refused)).toMatch(/^The queue of background jobs in the database is not that of this program/)
})
