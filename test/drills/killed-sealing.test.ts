import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, onTestFinished, test } from 'vitest'
import { connectDatabase, type Database } from '../../server/database/client.ts'
import { verifyPieces } from '../../server/results-verifier/verify-bundle.ts'
import { databaseUrl } from '../helpers/databases.ts'
import { eventually } from '../helpers/eventually.ts'
import { type ServiceProcess, spawnService, whenReady } from '../helpers/service-process.ts'
import { logInAt } from '../helpers/staff.ts'
import { testSecret } from '../helpers/test-app.ts'
import { askForSeal, sealed } from '../results/ask-for-seal.ts'
import { bundleOf, openSealStage } from '../results/seal-stage.ts'
import type { ContestTable } from '../rules/contests/contest-table.ts'

const table: ContestTable = {
  contest: {
    cumulative: { counts: 'sum', bestRounds: null, ranking: [{ key: 'score' }], places: 'shared' },
    unitRaces: [{ id: 'xa', title: 'Các xã', depth: 1, by: 'total', bestPeople: null, leastEntrants: 1, sizeClasses: [] }],
  },
  rounds: [
    {
      title: 'Vòng 1',
      opens: '2026-03-02 09:00',
      closes: '2026-03-08 17:00',
      questions: 2,
      predicts: true,
      rules: {
        ranking: [{ key: 'score' }, { key: 'predictionGap' }],
        prediction: { asks: 'entrants', counts: 'people', countsVoided: false, attempt: 'counting' },
      },
    },
  ],
  people: { 'Lê An': {}, 'Phạm Bình': { unit: 'C3' } },
  sittings: [
    { who: 'Lê An', at: '2026-03-02 09:00', right: 2, predicts: 2, took: '03:00' },
    { who: 'Phạm Bình', at: '2026-03-02 09:00', right: 1, predicts: 9, took: '14:00' },
  ],
  official: {},
}

/** A row that somebody else has begun to write: whoever writes the same one waits until that is over. */
async function heldAt({ sql }: Database, table: string, row: string) {
  const [begun, letGo] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const held = sql
    .begin(async (transaction) => {
      await transaction.unsafe(`insert into ${table} ${row}`)
      begun.resolve()
      await letGo.promise
      throw new Error('taken back')
    })
    .catch((error: Error) => error.message)
  await begun.promise
  const whoWaits = () => sql`
    select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database() and query ilike ${`%insert into ${table}%`}`
  return {
    waiting: () => eventually(`the sealing waits at ${table}`, async () => (await whoWaits()).length > 0),
    async letGo() {
      letGo.resolve()
      expect(await held).toBe('taken back')
      // what was on its way when the process died has ended too, one way or the other
      await eventually('nobody waits any more', async () => (await whoWaits()).length === 0)
    },
  }
}

test('a process that is killed while it seals, or a statement that fails, leaves no half seal, and the next try works', async () => {
  const stage = await openSealStage(table)
  const [named] = await stage.running.database.sql<{ name: string }[]>`select current_database() as name`
  const url = databaseUrl(inject('postgresUrl'), named?.name ?? '')
  // from here on the service is a process of its own
  await stage.running.close()
  const database = connectDatabase(url, { poolSize: 4, name: 'who holds' })
  const { sql } = database
  onTestFinished(() => database.close())
  const dataDir = mkdtempSync(join(tmpdir(), 'hoithi-sealing-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const services: ServiceProcess[] = []
  onTestFinished(async () => void (await Promise.all(services.map((service) => service.end('SIGKILL')))))
  const start = async () => {
    const service = await whenReady(
      await spawnService({ environment: { DATABASE_URL: url, SECRET_KEY: testSecret, DATA_DIR: dataDir, DEMO: 'no', HOLD_MINUTES: '0' } }),
    )
    services.push(service)
    return service
  }
  const traces = async () => {
    const [row] = await sql`
      select (select state from result_seals) as state, (select sealed_at is not null from contests) as "isSealed", (select count(*)::integer from sealed_places) as places,
        (select count(*)::integer from sealed_races) as races, (select count(*)::integer from result_seal_pieces) as pieces,
        (select count(*)::integer from audit_log where act = 'seal.make') as told`
    return row
  }
  const bury = async (service: ServiceProcess) => {
    await service.end('SIGKILL')
    // as if its heartbeat had failed to come for long: others need not wait for that
    await sql`update pgboss.job set heartbeat_on = heartbeat_on - interval '1 hour' where state = 'active'`
  }
  const nothingSealed = { state: 'waiting', isSealed: false, told: 0 }

  const first = await start()
  const key = `${stage.contestId}, 1`
  const races = await heldAt(database, 'sealed_races', `select ${key}, 'xa', id, null, 1, 1, 1, 1, null from units where code = 'X1'`)
  const pieces = await heldAt(database, 'result_seal_pieces', `values (${key}, 'full', 0, '')`)
  const owner = await logInAt(first.origin, stage.owner.username)
  expect((await askForSeal({ ...stage, owner })).status).toBe(202)
  // killed between the boards, which are there, and the rest
  await races.waiting()
  await bury(first)
  expect(await traces()).toEqual({ ...nothingSealed, places: 4, races: 0, pieces: 0 })
  await races.letGo()

  // killed again before the file of it is kept
  const second = await start()
  await pieces.waiting()
  await bury(second)
  await pieces.letGo()
  expect(await traces()).toMatchObject(nothingSealed)

  // in the very last transaction a statement fails, once
  await sql.unsafe(`create sequence tries; create function refuse_once() returns trigger language plpgsql as $$
    begin if nextval('tries') = 1 then raise exception 'no space left'; end if; return new; end $$;
    grant usage on sequence tries to public;
    create trigger refuse_once before update on contests for each row when (new.sealed_at is not null) execute function refuse_once()`)
  const third = await start()
  await eventually('the statement has failed', async () => (await sql`select 1 from tries where is_called`).length === 1)
  const last = await logInAt(third.origin, stage.owner.username)
  expect(await sealed({ ...stage, owner: last })).toMatchObject({ state: 'sealed', problem: null })
  const [tried] = await sql`select last_value::integer as tries from tries`
  expect(tried).toEqual({ tries: 2 })
  expect(await traces()).toMatchObject({ state: 'sealed', isSealed: true, places: 4, races: 2, told: 1 })
  const bundle = await bundleOf({ ...stage, owner: { ...stage.owner, ...last }, running: { ...stage.running, origin: third.origin } }, 'full')
  const verdict = await verifyPieces(
    (async function* () {
      yield bundle
    })(),
    [],
  )
  expect(verdict).toMatchObject({ faults: [], people: 2, boards: 2, places: 4 })
}, 400_000)
