import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectDatabase, type Database } from '../../server/database/client.ts'
import { startEmbeddedPostgres } from '../../server/database/embedded/embedded-postgres.ts'
import { migrateDatabase } from '../../server/database/migrate.ts'
import { marksOfName, marksOfQuery } from '../../server/features/contestants/name-marks.ts'
import { createPeopleStore } from '../../server/features/privacy/people-store.ts'
import { createSecrets } from '../../server/secrets.ts'
import { createDrillRandom } from '../drills/drill-random.ts'
import type { DrillOptions, DrillReport } from '../drills/drill-report.ts'
import { medianMs } from '../helpers/median-ms.ts'

const size = 1_000_000
const atOnce = 20_000
const mostMs = 500

// as common as they are: every third family is a Nguyễn
const families = 'Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý'.split(' ')
const middles = 'Văn Văn Văn Thị Thị Thị Hữu Đức Minh Ngọc Thanh Quang Xuân Thùy Kim'.split(' ')
const givens =
  'An Anh Bình Chi Cường Dũng Duy Giang Hà Hạnh Hiền Hoa Hùng Hương Khánh Lan Linh Long Mai Nam Nga Phong Phúc Quân Sơn Tâm Thảo Trang Tuấn Yến'.split(
    ' ',
  )

/** One search among a million people of one contest. */
export async function peopleSearchProof({ seed, say }: DrillOptions): Promise<DrillReport> {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-people-'))
  // the database user must be able to enter
  chmodSync(folder, 0o755)
  const postgres = await startEmbeddedPostgres({ dataDir: folder })
  try {
    await migrateDatabase(postgres.url)
    const database = connectDatabase(postgres.url, { poolSize: 4, name: 'people search' })
    const report = await measure(database, seed, say)
    await database.close()
    return report
  } finally {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(database: Database, seed: string, say: (line: string) => void): Promise<DrillReport> {
  const { sql } = database
  const [keys] = createSecrets({ present: 'a-secret-of-at-least-thirty-two-characters', previous: '' }).dataKeys
  const random = createDrillRandom(seed, 'a million people')
  const word = (list: readonly string[]) => list[random.below(list.length)] as string
  await sql`insert into contests (slug, title, organizer, summary, rules, consents, unit_levels, allowed_origins) values ('lon', '', '', '', '[]', '[]', '[]', '[]')`
  await sql`insert into units (code, name, depth, path) values ('T', 'T', 0, '1')`
  await sql`drop index people_by_name`
  for (let done = 0; done < size; done += atOnce) {
    const people = Array.from({ length: atOnce }, (_, at) => {
      const name = `${word(families)} ${word(middles)} ${word(givens)} ${word(givens)}${done + at === 777_777 ? ' Duynhất' : ''}`
      return { number: done + at, marks: `{${marksOfName(keys, 1, name).join()}}` }
    })
    await sql`
      with made as (
        insert into contestants (contest_id, id, action_id, request_digest, seed, unit_id, device, consents, registered_at)
        select 1, lpad(to_hex(t.number), 32, '0')::uuid, gen_random_uuid(), '\\x00', '\\x00', 1, 'device', '[]', now() from jsonb_to_recordset(${sql.json(people)}) as t(number integer))
      insert into person_keys (contest_id, contestant_id, key_id, wrapped, name_marks)
      select 1, lpad(to_hex(t.number), 32, '0')::uuid, ${keys.id}, '\\x00', t.marks from jsonb_to_recordset(${sql.json(people)}) as t(number integer, marks bigint[])`
    if ((done + atOnce) % 200_000 === 0) say(`${done + atOnce} people stored`)
  }
  await sql`create index people_by_name on person_keys using gin (name_marks)`
  await sql`vacuum analyze person_keys`
  await sql`vacuum analyze contestants`
  say('indexed')
  const [index] = await sql<{ size: string }[]>`select pg_size_pretty(pg_relation_size('people_by_name')) as size`
  const store = createPeopleStore(database)
  const queries = {
    oneRareWord: 'duynhat',
    aCommonName: 'nguyen van an',
    withDiacritics: 'Nguyễn Thị Hạnh',
    oneWordOfEveryThird: 'nguyen',
    aRarePair: 'Lý Yến',
    nobody: 'khongaico',
  }
  const figures: Record<string, string | number> = { people: size, index: index?.size ?? '' }
  const failures: string[] = []
  for (const [name, query] of Object.entries(queries)) {
    const marks = marksOfQuery(keys, 1, query)
    const found = await store.byName(1, [marks], null, 51)
    const took = await medianMs(() => store.byName(1, [marks], null, 51))
    figures[name] = `${took.toFixed(1)} ms, ${found.length === 51 ? 'more than 50' : found.length} found`
    say(`${name}: ${figures[name]}`)
    if (took >= mostMs) failures.push(`${name} took ${took.toFixed(1)} ms, more than ${mostMs} ms`)
  }
  return { seed, figures, failures }
}
