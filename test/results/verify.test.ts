import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { publicKeyFrom } from '../../server/audit-verifier/signed-head.ts'
import type { ArchivedFile } from '../../server/results-verifier/tar.ts'
import type { FaultKind } from '../../server/results-verifier/verdict.ts'
import { verifyPieces } from '../../server/results-verifier/verify-bundle.ts'
import { afterFile } from '../helpers/after-file.ts'
import type { ContestTable } from '../rules/contests/contest-table.ts'
import { askForSeal, sealed } from './ask-for-seal.ts'
import { bundleWith, filesOf, rewritten, withValue } from './change-bundle.ts'
import { asFile, bundleOf, openSealStage } from './seal-stage.ts'

const table: ContestTable = {
  contest: {
    cumulative: { counts: 'sum', bestRounds: null, ranking: [{ key: 'score' }, { key: 'durationMs' }, { key: 'younger' }], places: 'unique' },
    prizes: [
      { id: 'nhat', title: 'Giải Nhất', count: 1, for: { kind: 'person', roundId: null } },
      { id: 'chuyen-can', title: 'Giải chuyên cần', count: 1, for: { kind: 'most-entries', roundId: null } },
      { id: 'co', title: 'Cờ xã lớn', count: 1, for: { kind: 'unit', raceId: 'xa', sizeClassId: 'lon' } },
      { id: 'tap-the', title: 'Giải tập thể', count: 1, for: { kind: 'unit', raceId: 'chi-doan' } },
    ],
    unitRaces: [
      {
        id: 'xa',
        title: 'Các xã',
        depth: 1,
        by: 'rate',
        bestPeople: null,
        leastEntrants: 1,
        sizeClasses: [{ id: 'lon', title: 'Từ 10 người', from: 10, to: null }],
      },
      { id: 'chi-doan', title: 'Các chi đoàn', depth: 2, by: 'mean', bestPeople: 2, leastEntrants: 1, sizeClasses: [] },
    ],
  },
  rounds: [
    {
      title: 'Tuần 1',
      opens: '2026-03-02 09:00',
      closes: '2026-03-08 17:00',
      questions: 4,
      predicts: true,
      rules: {
        attemptsAllowed: null,
        ranking: [{ key: 'score' }, { key: 'predictionGap' }, { key: 'durationMs' }],
        prediction: { asks: 'all-correct-percentage', counts: 'people', countsVoided: false, attempt: 'last' },
        reveal: { when: 'after-round', shows: 'answers' },
      },
    },
    {
      title: 'Tuần 2',
      opens: '2026-03-09 09:00',
      closes: '2026-03-15 17:00',
      questions: 3,
      rules: { counts: 'sum', attemptsAllowed: 3, reveal: { when: 'after-publication', shows: 'explanations' } },
    },
  ],
  headcounts: { C1: 40, C3: 15 },
  people: { 'Lê An': { born: '2001-05-06', unit: 'C2' }, 'Phạm Bình': { born: '1990-01-02' }, 'Vũ Cường': {}, 'Đỗ Dung': { unit: 'C3' } },
  sittings: [
    { who: 'Lê An', at: '2026-03-02 09:00', right: 4, predicts: 60, took: '03:00' },
    { who: 'Lê An', at: '2026-03-03 09:00', right: 2, wrong: 1, predicts: 70, took: '02:00' },
    { who: 'Phạm Bình', at: '2026-03-02 09:00', right: 4, predicts: 50, took: '14:00' },
    { who: 'Vũ Cường', at: '2026-03-02 09:00', right: 3, predicts: 50, took: '13:00' },
    { who: 'Vũ Cường', round: 'Tuần 2', at: '2026-03-09 09:00', right: 3, took: '01:00' },
    { who: 'Vũ Cường', round: 'Tuần 2', at: '2026-03-09 09:10', right: 2, took: '02:00' },
    { who: 'Đỗ Dung', round: 'Tuần 2', at: '2026-03-10 09:10', right: 2, wrong: 1 },
  ],
  official: {},
}

let key = ''
let full: ArchivedFile[] = []
let open: ArchivedFile[] = []

beforeAll(async () => {
  const stage = await openSealStage(table, afterFile())
  // a branch goes into another one: its people count there, in races too
  const units = await stage.running.database.sql<{ id: number; code: string; version: number }[]>`select id, code, version from units`
  const [ended, heir] = ['C2', 'C1'].map((wanted) => units.find(({ code }) => code === wanted))
  const seen = ({ id = 0, version = 0 } = {}) => ({ id, version })
  const merged = await stage.owner.ask('POST', '/units/merges', {
    actionId: randomUUID(),
    effectiveOn: '2026-03-15',
    units: [seen(ended)],
    into: seen(heir),
  })
  expect(merged.status, JSON.stringify(merged.body)).toBe(200)
  expect((await askForSeal(stage)).status).toBe(202)
  const seal = await sealed(stage)
  expect(seal).toMatchObject({ state: 'sealed', problem: null })
  key = seal.publicKey ?? ''
  full = await filesOf(await bundleOf(stage, 'full'))
  open = await filesOf(await bundleOf(stage, 'public'))
}, 300_000)

async function verdictOn(files: readonly ArchivedFile[]) {
  async function* pieces() {
    yield bundleWith(files)
  }
  return verifyPieces(pieces(), [publicKeyFrom(key)])
}
const kindsIn = async (files: readonly ArchivedFile[]) => new Set((await verdictOn(files)).faults.map(({ kind }) => kind))

test('a bundle that nobody touched comes to the same places in both editions', async () => {
  expect(await verdictOn(full)).toMatchObject({
    faults: [],
    people: 4,
    attempts: 7,
    regraded: 7,
    boards: 3,
    places: 9,
    prizes: 4,
    unchecked: ['papers-drawn'],
  })
  expect(await verdictOn(open)).toMatchObject({ faults: [], people: 4, attempts: 7, regraded: 7, unchecked: ['papers-drawn', 'races', 'units'] })
})

type Change = [what: string, kind: string, path: (string | number)[], next: (value: never) => unknown, found: FaultKind]
const more = (by: number) => (value: number) => value + by

/** Each as somebody would do it who can make all digests anew and lacks only the key: so what is found is found by the rules. */
const changes: Change[] = [
  ['another answer', 'people', ['attempts', 0, 'taps', 0, 2], (answer: string) => (answer === '0' ? '1' : '0'), 'digest'],
  ['a higher score', 'people', ['attempts', 0, 'score'], more(1_000), 'score'],
  ['a shorter time', 'people', ['attempts', 0, 'durationMs'], more(-1_000), 'duration'],
  ['a better guess', 'people', ['attempts', 0, 'prediction'], more(1_000), 'prediction'],
  ['a lower worth of the paper', 'people', ['attempts', 0, 'most'], more(-1_000), 'most'],
  ['less to read', 'people', ['attempts', 0, 'floorMs'], more(-1), 'floor'],
  ['a question on a paper', 'people', ['attempts', 0, 'paper', 0, 1], more(500), 'paper'],
  ['an attempt into a voided one', 'people', ['attempts', 0, 'state'], () => 'voided', 'standing'],
  ['an attempt into none', 'people', ['attempts'], () => [], 'standing'],
  ['a place', 'boards', ['place'], more(1), 'place'],
  ['the keys of a place', 'boards', ['by', 0], more(-9_000), 'standing'],
  ['the unit of a place', 'boards', ['unit'], () => 'X2', 'standing'],
  ['which attempt counts', 'rounds', ['settings', 'counts'], () => 'last', 'standing'],
  ['what was to be guessed', 'rounds', ['truth'], more(1_000), 'truth'],
  ['a key', 'questions', ['key', 'correct'], more(1), 'score'],
  ['who wins', 'prizes', ['awards', 0, 'winners'], () => [], 'prize'],
  ['the table of prizes', 'contest', ['settings', 'prizes', 0, 'count'], more(1), 'prize'],
  ['the place of a unit', 'races', ['place'], more(1), 'race'],
  ['how many came from a unit', 'races', ['figures', 'entrants'], more(1), 'race'],
  ['how many belong to a unit', 'units', ['headcount'], more(100), 'race'],
  ['where people of a unit count', 'units', ['home'], () => 'C3', 'race'],
  ['how units are ranked', 'contest', ['settings', 'unitRaces', 1, 'by'], () => 'total', 'race'],
  ['who is barred', 'people', ['isBarred'], () => true, 'prize'],
]

describe('whoever changes', () => {
  test.each(changes)('%s is found by its digest, by its signature, and by the rules', async (_what, kind, path, next, found) => {
    const changed = withValue(full, kind, path, next)
    expect([...(await kindsIn(changed))]).toContain('part')
    expect([...(await kindsIn(rewritten(changed, 'themselves')))]).toContain('unknown-key')
    const posing = await kindsIn(rewritten(changed, 'the service'))
    expect([...posing]).toContain('forged')
    expect([...posing]).toContain(found)
  })
})

test('races are made anew from people: who went on in another unit counts there, and unit prizes follow', () => {
  const linesOf = (kind: string) => full.filter(({ name }) => name.startsWith(kind)).flatMap(({ bytes }) => bytes.toString().trimEnd().split('\n'))
  expect(linesOf('races').map((line) => JSON.parse(line))).toEqual([
    { raceId: 'xa', sizeClassId: 'lon', unit: 'X1', place: 1, figures: { value: 7_500, entrants: 3, entries: 6, headcount: 40 } },
    { raceId: 'xa', sizeClassId: 'lon', unit: 'X2', place: 2, figures: { value: 6_666, entrants: 1, entries: 1, headcount: 15 } },
    // 8 of one, 4 of another; the third is not among the best two
    { raceId: 'chi-doan', sizeClassId: null, unit: 'C1', place: 1, figures: { value: 6_000, entrants: 3, entries: 6, headcount: 40 } },
    { raceId: 'chi-doan', sizeClassId: null, unit: 'C3', place: 2, figures: { value: 2_000, entrants: 1, entries: 1, headcount: 15 } },
  ])
  const [prizes] = linesOf('prizes').map((line) => JSON.parse(line) as { awards: { prizeId: string; winners: unknown[] }[] })
  expect(prizes?.awards.slice(2)).toMatchObject([
    { prizeId: 'co', winners: [{ id: 'X1', place: 1 }] },
    { prizeId: 'tap-the', winners: [{ id: 'C1', place: 1 }] },
  ])
  // in public nothing is said that would tell who is who in a small unit
  for (const { name, bytes } of open) if (/^(?:races|units)-/.test(name)) expect(bytes.toString()).not.toMatch(/figures|headcount|home/)
})

test('a consistent rewrite, in which everything fits, is found by its signature alone', async () => {
  expect([...(await kindsIn(rewritten(full, 'the service')))]).toEqual(['forged'])
  expect([...(await kindsIn(rewritten(full, 'themselves')))]).toEqual(['unknown-key'])
  expect([...(await kindsIn(full.filter(({ name }) => name !== 'signature.json')))]).toEqual(['unsigned'])
})

test('the program says it in words and by its exit code', async () => {
  const run = async (bytes: Buffer, ...words: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['server/results-verifier/verify.ts', await asFile(bytes), ...words], {
      encoding: 'utf8',
    })
    return { status, out: stdout + stderr }
  }
  const whole = await run(bundleWith(full), '--key', key)
  expect(whole).toMatchObject({ status: 0, out: expect.stringContaining('CÙNG THỨ HẠNG') })
  expect(whole.out).not.toContain('--key')
  expect(await run(bundleWith(full), '--lang', 'en')).toMatchObject({ status: 0, out: expect.stringContaining('give it with --key') })
  const changed = withValue(full, 'people', ['attempts', 0, 'score'], more(1_000))
  expect(await run(bundleWith(changed), '--lang', 'en')).toMatchObject({
    status: 1,
    out: expect.stringContaining('grading anew gives another score'),
  })
  expect(await run(Buffer.from('x'))).toMatchObject({ status: 2 })
})
