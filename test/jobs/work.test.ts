import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { connectDatabase } from '../../server/database/client.ts'
import type { Duty, Errand } from '../../server/jobs/job-kind.ts'
import { createJobSender } from '../../server/jobs/job-sender.ts'
import { freshDatabase } from '../helpers/databases.ts'
import { eventually } from '../helpers/eventually.ts'
import { joinWork, leaveTrace, makeTraces, tracesIn, type Working } from './work-stage.ts'

async function open() {
  const url = await freshDatabase()
  const database = connectDatabase(url, { poolSize: 2, name: 'traces' })
  onTestFinished(() => database.close())
  await makeTraces(database)
  const join = async (work: Parameters<typeof joinWork>[1]): Promise<Working> => {
    const working = await joinWork(url, work)
    let hasLeft = false
    const leave = async () => {
      if (hasLeft) return
      hasLeft = true
      await working.leave()
    }
    onTestFinished(leave)
    return { ...working, leave }
  }
  return { url, database, join, traces: () => tracesIn(database) }
}

const anErrand = (run: Errand['run'], changes: Partial<Errand> = {}): Errand => ({
  kind: 'errand',
  retryLimit: 2,
  firstPauseSeconds: 1,
  run,
  ...changes,
})
const aDuty = (run: Duty['run'], changes: Partial<Duty> = {}): Duty => ({ kind: 'duty', everySeconds: 1, isAlone: true, run, ...changes })

test('what a transaction sends is done after its commit, at once, and what it takes back is never done', async () => {
  const { database, join, traces } = await open()
  const { boss } = await join((own) => ({ errands: [anErrand(async (data) => leaveTrace(own, 'one', JSON.stringify(data)))] }))
  const { sendIn } = createJobSender(boss)
  await expect(
    database.sql.begin(async (transaction) => {
      await sendIn(transaction, 'errand', { number: 1 })
      throw new Error('taken back')
    }),
  ).rejects.toThrow('taken back')
  for (const number of [2, 3, 4]) await database.sql.begin((transaction) => sendIn(transaction, 'errand', { number }))
  await eventually('three are done', async () => (await traces()).length === 3)
  expect((await traces()).map(({ what }) => JSON.parse(what).number)).toEqual([2, 3, 4])
})

test('a killed process lets go of its job, and another one does it', async () => {
  const { url, database, join, traces } = await open()
  const doomed = spawn(process.execPath, ['test/jobs/doomed-process.ts', url], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void doomed.kill('SIGKILL'))
  await once(doomed.stdout, 'data')
  const nobody = connectDatabase(url, { poolSize: 1, name: 'sender' })
  onTestFinished(() => nobody.close())
  await nobody.sql`insert into pgboss.job (name, data, retry_limit, heartbeat_seconds, expire_seconds, policy) values ('long-errand', '{}', 3, 15, 3600, 'standard')`
  await eventually('it has the job', async () => (await traces()).length === 1)
  doomed.kill('SIGKILL')
  await once(doomed, 'exit')
  await join((own) => ({ errands: [anErrand(async () => leaveTrace(own, 'heir', 'done'), { kind: 'long-errand', retryLimit: 3 })] }))
  await eventually('the other one has done it', async () => (await traces()).some(({ who }) => who === 'heir'))
  const states = () => database.sql<{ state: string; tries: number }[]>`select state::text as state, retry_count as tries from pgboss.job`
  await eventually('it is over', async () => (await states())[0]?.state === 'completed')
  expect(await states()).toEqual([{ state: 'completed', tries: 1 }])
})

test('a process that closes gives its job back, and another one takes it over', async () => {
  const { join, traces } = await open()
  const first = await join((own) => ({
    errands: [
      anErrand(async (_data, { signal }) => {
        await leaveTrace(own, 'first', 'begun')
        await once(signal, 'abort')
        signal.throwIfAborted()
      }),
    ],
  }))
  await first.boss.send('errand', {})
  await eventually('it has begun', async () => (await traces()).length === 1)
  await first.leave()
  await join((own) => ({ errands: [anErrand(async () => leaveTrace(own, 'second', 'done'))] }))
  await eventually('the second one has done it', async () => (await traces()).some(({ who }) => who === 'second'))
})

test('of a duty of one process two processes never have a run at once', async () => {
  const { join, traces } = await open()
  const alone = (who: string) =>
    join((own) => ({
      duties: [
        aDuty(async () => {
          await leaveTrace(own, who, 'begin')
          // long enough for another look to come due meanwhile
          await own.sql`select pg_sleep(1.5)`
          await leaveTrace(own, who, 'end')
        }),
      ],
    }))
  const both = [await alone('one'), await alone('two')]
  await eventually('several runs are over', async () => (await traces()).length >= 8)
  await Promise.all(both.map(({ leave }) => leave()))
  const found = await traces()
  for (let run = 0; run + 1 < found.length; run += 2) {
    expect(found[run]?.what).toBe('begin')
    expect(found[run + 1]).toEqual({ who: found[run]?.who, what: 'end' })
  }
})

test('a job that fails is tried again, later each time, and then shown without a word of what it worked on', async () => {
  const { join, traces } = await open()
  const { store, boss } = await join((own) => ({
    errands: [
      anErrand(async () => {
        await leaveTrace(own, 'one', 'tried')
        await own.sql`insert into traces (at, who, what) values (1, 'Nguyễn Văn An', '0912345678')`
      }),
    ],
  }))
  await boss.send('errand', { fullName: 'Nguyễn Văn An' })
  const [failed] = await eventually('it is given up', async () => {
    const found = await store.failed(5)
    return found.length > 0 && found
  })
  expect(failed).toMatchObject({ kind: 'errand', tries: 2, error: expect.stringMatching(/^PostgresError 23505 traces_pkey/) })
  expect(await traces()).toHaveLength(3)
  const [report] = await store.reports()
  expect(report).toMatchObject({ kind: 'errand', failures: 3, error: failed?.error, finishedAt: null })
  const kept = JSON.stringify([await boss.findJobs('errand', { id: failed?.id ?? '' }), report])
  expect(kept.replace('"data":{"fullName":"Nguyễn Văn An"}', '')).not.toMatch(/Nguyễn|0912345678/)
})

test('how far a long job is can be read while it runs', async () => {
  const { join, database } = await open()
  let finish = () => {}
  const { store, boss } = await join(() => ({
    errands: [
      anErrand(async (_data, { progress }) => {
        progress(250, 1_000)
        await new Promise<void>((resolve) => {
          finish = resolve
        })
      }),
    ],
  }))
  await boss.send('errand', {})
  await eventually('it tells', async () => (await store.reports())[0]?.done === 250)
  expect(await store.running()).toMatchObject([{ kind: 'errand' }])
  finish()
  await eventually('it is over', async () => (await store.reports())[0]?.finishedAt)
  expect((await store.reports())[0]).toMatchObject({ done: null, total: null, failures: 0 })
  expect(await database.sql`select 1 from pgboss.job where state = 'completed'`).toHaveLength(1)
})

test('when the line for notices is cut, work is heard of again at once', async () => {
  const { database, join, traces } = await open()
  const { boss } = await join((own) => ({ errands: [anErrand(async (data) => leaveTrace(own, 'one', JSON.stringify(data)))] }))
  const listeners = () => database.sql<{ pid: number }[]>`
    select pid from pg_stat_activity where datname = current_database() and query ilike 'listen %' and application_name = 'at work'`
  const [before] = await listeners()
  await database.sql`select pg_terminate_backend(${before?.pid ?? 0})`
  await eventually('somebody listens again', async () => (await listeners()).some(({ pid }) => pid !== before?.pid))
  await boss.send('errand', { number: 1 })
  await eventually('it is done', async () => (await traces()).length === 1)
})
