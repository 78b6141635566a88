import { randomUUID } from 'node:crypto'
import { writeTextCsv } from '../../question-bank/formats/csv/write-csv.ts'
import { writeTextXlsx } from '../../question-bank/formats/xlsx/write-xlsx.ts'
import { createCorrectedClock } from '../../server/clock.ts'
import type { Database } from '../../server/database/client.ts'
import { createTableReader } from '../../server/features/units/table-reader.ts'
import type { Acting } from '../../server/features/units/unit-acts-service.ts'
import { createUnitActsService } from '../../server/features/units/unit-acts-service.ts'
import { createUnitActsStore } from '../../server/features/units/unit-acts-store.ts'
import { createUnitImportsService } from '../../server/features/units/unit-imports-service.ts'
import { createUnitImportsStore } from '../../server/features/units/unit-imports-store.ts'
import { createUnitTree } from '../../server/features/units/unit-tree.ts'
import { createUnitsService } from '../../server/features/units/units-service.ts'
import { createUnitsStore } from '../../server/features/units/units-store.ts'
import { createIds } from '../../server/ids.ts'
import { createDrillRandom, type DrillRandom } from '../drills/drill-random.ts'
import type { DrillOptions, DrillReport } from '../drills/drill-report.ts'
import { onEmbeddedDatabase } from '../helpers/embedded-database.ts'

const unitCount = 40_000
const mostSeconds = 10
const mostSearchMs = 5
const searches = 20_000

const words =
  'An Bình Minh Phú Thạnh Hòa Lộc Tân Thành Long Xuân Đông Tây Nam Bắc Trung Thượng Hạ Vĩnh Phước Khánh Mỹ Hưng Quảng Sơn Hải Giang Cẩm Đại Lạc Yên Ninh Thủy Ngọc Kim Liên Hồng Phong Hiệp Tiến'.split(
    ' ',
  )

/** A tree of the size of a country's: taken in from a file, changed by a second one, searched, and reshaped. */
export function unitsAtSizeProof({ seed, say }: DrillOptions): Promise<DrillReport> {
  return onEmbeddedDatabase('units at size', (database) => measure(database, seed, say))
}

async function measure(database: Database, seed: string, say: (line: string) => void): Promise<DrillReport> {
  const { sql } = database
  const [clock, ids, random] = [createCorrectedClock(), createIds(), createDrillRandom(seed, 'a large tree')]
  const units = createUnitsService({ store: createUnitsStore(database), clock })
  const acts = createUnitActsService({ store: createUnitActsStore(database), units, clock, cleanPictures: async () => new Map(), announce() {} })
  const store = createUnitImportsStore(database)
  const imports = createUnitImportsService({ store, acts, units, readTable: createTableReader({ mostInside: 1 }), ids, clock })
  const [{ id: accountId } = { id: 0 }] = await sql<
    { id: number }[]
  >`insert into accounts (username, display_name, password_hash) values ('chu', 'Chủ', '') returning id`
  const acting: Acting = {
    actor: { kind: 'staff', id: accountId, name: 'chu', grants: [{ role: 'owner', path: null }] },
    by: { kind: 'staff', id: String(accountId), name: 'chu', from: null, requestId: null, atMs: clock.now() },
  }
  const figures: Record<string, string | number> = { units: unitCount }
  const failures: string[] = []
  const timed = async <Result>(work: () => Promise<Result>): Promise<[Result, number]> => {
    const start = performance.now()
    const result = await work()
    return [result, (performance.now() - start) / 1_000]
  }
  const takeOver = async (what: string, fileName: string, bytes: Uint8Array) => {
    const [preview, previewSeconds] = await timed(() => imports.receive(accountId, fileName, async () => bytes))
    const [, confirmSeconds] = await timed(() => imports.confirm(acting, preview.importId, randomUUID()))
    figures[`${what}, file`] = `${fileName.split('.').at(-1)}, ${(bytes.length / 1024 / 1024).toFixed(1)} MB, ${JSON.stringify(preview.counts)}`
    figures[`${what}, preview`] = `${previewSeconds.toFixed(1)} s`
    figures[`${what}, confirmation`] = `${confirmSeconds.toFixed(1)} s`
    say(`${what}: ${previewSeconds.toFixed(1)} s + ${confirmSeconds.toFixed(1)} s`)
    if (preview.counts.refused > 0) failures.push(`${what}: ${preview.counts.refused} lines refused`)
    if (previewSeconds + confirmSeconds >= mostSeconds) failures.push(`${what} took ${(previewSeconds + confirmSeconds).toFixed(1)} s`)
  }

  const rows = aTree(random)
  const titles = ['Mã đơn vị', 'Tên đơn vị', 'Mã cấp trên', 'Quân số']
  const shuffled = [...rows].sort((a, b) => hashOf(a[0] ?? '') - hashOf(b[0] ?? ''))
  const columns = titles.map((header) => ({ header, width: 20 }))
  await takeOver('everything new, children before parents', 'don-vi.xlsx', writeTextXlsx('Đơn vị', columns, shuffled))
  await sql`vacuum analyze`
  const changed = rows.map(([code = '', name = '', parent = '', count = ''], at) => [
    code,
    at % 40 === 7 ? `${name} mới` : name,
    at % 80 === 9 && code.startsWith('C') ? 'X1' : parent,
    at % 20 === 3 ? String(Number(count) + 1) : count,
  ])
  await takeOver('the same again with changes', 'don-vi.csv', writeTextCsv([titles, ...changed]))
  const [exported, exportSeconds] = await timed(() => imports.file({ format: 'xlsx' }, 'vi'))
  figures.export = `${exportSeconds.toFixed(1)} s, ${(exported.bytes.length / 1024 / 1024).toFixed(1)} MB`

  global.gc?.()
  const before = process.memoryUsage().heapUsed
  const day = units.today()
  const [loaded, loadSeconds] = await timed(() => createUnitsStore(database).load(day))
  const [tree, buildSeconds] = await timed(async () => createUnitTree(loaded))
  global.gc?.()
  figures['tree in memory'] =
    `${((process.memoryUsage().heapUsed - before) / 1024 / 1024).toFixed(0)} MB${global.gc ? '' : ' (no collection forced)'}`
  figures['reading and building it'] = `${(loadSeconds * 1_000).toFixed(0)} ms + ${(buildSeconds * 1_000).toFixed(0)} ms`

  const took: number[] = []
  for (let turn = 0; turn < searches; turn += 1) {
    const text = typed(rows[random.below(rows.length)]?.[1] ?? '', random)
    const start = performance.now()
    tree.search(text, 20)
    took.push(performance.now() - start)
  }
  took.sort((a, b) => a - b)
  const [p50, p99, worst] = [0.5, 0.99, 1].map((share) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0)
  figures[`search, ${searches} times`] = `p50 ${(p50 ?? 0).toFixed(3)} ms, p99 ${(p99 ?? 0).toFixed(2)} ms, worst ${(worst ?? 0).toFixed(1)} ms`
  say(String(figures[`search, ${searches} times`]))
  if ((p99 ?? 0) >= mostSearchMs) failures.push(`a search took ${p99} ms`)

  const seen = async (code: string) => {
    const [row] = await sql<{ id: number; version: number }[]>`select id, version from units where code = ${code}`
    if (!row) throw new Error(`no unit ${code}`)
    return row
  }
  const into = await seen('X1')
  const [, mergeSeconds] = await timed(async () =>
    acts.merge(acting, { actionId: randomUUID(), units: [await seen('X2'), await seen('X3')], into: { id: into.id, version: into.version } }),
  )
  figures['merging two communes with their branches'] = `${(mergeSeconds * 1_000).toFixed(0)} ms`
  const [, pastSeconds] = await timed(async () => sql`select * from unit_tree_on('2020-01-01')`)
  figures['the tree of a past day'] = `${(pastSeconds * 1_000).toFixed(0)} ms`
  return { seed, figures, failures }
}

/** One country, 34 provinces, 3,321 communes, and branches below them. */
function aTree(random: DrillRandom): string[][] {
  const name = () => Array.from({ length: 2 }, () => words[random.below(words.length)]).join(' ')
  const rows: string[][] = [['VN', 'Trung ương', '', '']]
  for (let at = 1; at <= 34; at += 1) rows.push([`T${at}`, `Tỉnh ${name()} ${at}`, 'VN', ''])
  for (let at = 1; at <= 3_321; at += 1) rows.push([`X${at}`, `${at % 4 === 0 ? 'Phường' : 'Xã'} ${name()}`, `T${(at % 34) + 1}`, ''])
  for (let at = 1; rows.length < unitCount; at += 1)
    rows.push([
      `C${at}`,
      `Chi đoàn ${at % 3 === 0 ? `Thôn ${name()}` : `Trường ${name()} ${at % 50}`}`,
      `X${(at % 3_321) + 1}`,
      String(20 + random.below(80)),
    ])
  return rows
}

/** What somebody types who looks for a unit: a beginning, some words, without diacritics or with. */
function typed(name: string, random: DrillRandom): string {
  const parts = name.split(' ')
  const some = parts.slice(random.below(parts.length)).slice(0, 1 + random.below(3))
  const text = some.join(' ').slice(0, 2 + random.below(14))
  return random.below(2) === 0 ? text : text.normalize('NFD').replace(/\p{M}/gu, '')
}

function hashOf(text: string): number {
  let hash = 7
  for (const letter of text) hash = (hash * 31 + letter.charCodeAt(0)) % 1_000_003
  return hash
}
