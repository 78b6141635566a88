import { expect, test } from 'vitest'
import type { TruthPreview } from '../../server/contract/seals.ts'
import type { TieForecast } from '../../server/contract/tie-forecast.ts'
import { type BoardLine, bindingDigest, type PersonLine, type QuestionLine, type RoundLine } from '../../server/results-verifier/bundle-format.ts'
import type { ArchivedFile } from '../../server/results-verifier/tar.ts'
import { verifyPieces } from '../../server/results-verifier/verify-bundle.ts'
import { logInAs } from '../helpers/staff.ts'
import type { ContestTable } from '../rules/contests/contest-table.ts'
import { askForSeal, sealed } from './ask-for-seal.ts'
import { filesOf } from './change-bundle.ts'
import { bundleOf, openSealStage } from './seal-stage.ts'

const table: ContestTable = {
  rounds: [
    {
      title: 'Vòng 1',
      opens: '2026-03-02 09:00',
      closes: '2026-03-08 17:00',
      questions: 4,
      predicts: true,
      rules: {
        ranking: [{ key: 'score' }, { key: 'predictionGap' }, { key: 'durationMs' }],
        prediction: { asks: 'entrants', counts: 'people', countsVoided: false, attempt: 'counting' },
      },
    },
  ],
  people: { 'Lê An': {}, 'Phạm Bình': {}, 'Vũ Cường': {} },
  sittings: [
    { who: 'Lê An', at: '2026-03-02 09:00', right: 4, predicts: 100, took: '03:00' },
    { who: 'Phạm Bình', at: '2026-03-02 09:00', right: 4, predicts: 4, took: '14:00' },
    { who: 'Vũ Cường', at: '2026-03-02 09:00', right: 3, predicts: 3, took: '13:00' },
  ],
  official: {},
}

test('a contest is sealed after its review, its truth is counted, and its bundle comes to the same places', async () => {
  const stage = await openSealStage(table)
  // officials see what it would be; the boards do not know it yet
  const preview = await stage.owner.ask<TruthPreview>('GET', `${stage.base}/rounds/1/prediction-truth`)
  expect(preview.body).toMatchObject({
    asks: 'entrants',
    inForce: null,
    now: 3_000,
    entered: null,
    isExact: true,
    first: [{ name: 'Phạm Bình', place: 1 }, { name: 'Lê An' }, {}],
  })
  const entered = await stage.owner.ask('PUT', `${stage.base}/rounds/1/prediction-truth`, { thousandths: 5_000, reason: 'Không có lý do' })
  expect(entered.problem.code).toBe('TRUTH_IS_COUNTED')
  const forecast = await stage.owner.ask<TieForecast>('GET', `${stage.base}/rounds/1/tie-forecast?entrants=1000`)
  expect(forecast.body).toMatchObject({
    entrants: 1_000,
    questions: { measured: 0, guessedByLevel: 12 },
    warnings: expect.arrayContaining(['counts-spoil-prediction', 'assumed-shares']),
  })
  const asked = await askForSeal(stage)
  expect(asked.status, JSON.stringify(asked.body)).toBe(202)
  const seal = await sealed(stage)
  expect(seal).toMatchObject({ state: 'sealed', problem: null })
  const full = await bundleOf(stage, 'full')
  expect(await verifyPieces(once(full), [])).toMatchObject({ faults: [], people: 3, attempts: 3, regraded: 3, boards: 1, places: 3 })
  // three took part: who guessed 3 or 4 is near, who guessed 100 is not
  const [board] = linesOf<BoardLine>(await filesOf(full), 'boards')
  expect(board).toMatchObject({ place: 1, by: [-4_000, 1_000, 840_000], unit: 'C1' })

  const open = await bundleOf(stage, 'public')
  expect(await verifyPieces(once(open), [])).toMatchObject({ faults: [], regraded: 0, places: 3, unchecked: ['answers', 'papers-drawn', 'units'] })
  const attempts = linesOf<PersonLine>(await filesOf(open), 'people').flatMap((person) => person.attempts)
  expect(attempts).toHaveLength(3)
  for (const attempt of attempts) {
    expect(attempt).toMatchObject({ unit: null, score: expect.any(Number) })
    for (const kept of ['paper', 'answers', 'taps', 'digest']) expect(attempt).not.toHaveProperty(kept)
  }
  // what is kept back is bound: the full edition tells the salt
  const told = linesOf<Extract<QuestionLine, { salt?: string }>>(await filesOf(full), 'questions')
  const kept = linesOf<{ revisionId: string; digest: string }>(await filesOf(open), 'questions')
  expect(kept).toEqual(told.map((line) => ({ revisionId: line.revisionId, digest: bindingDigest(line.salt ?? '', line) })))
  const text = (await filesOf(open)).map(({ bytes }) => bytes.toString()).join('')
  for (const secret of ['Lê An', '2001-02-03', 'Câu hỏi số']) expect(text).not.toContain(secret)
})

test('a further seal needs a reason, has fresh pseudonyms, and what was made from the first is superseded', async () => {
  const stage = await openSealStage(table)
  await askForSeal(stage)
  await sealed(stage)
  expect((await askForSeal(stage)).problem.code).toBe('SEAL_NEEDS_REASON')
  const { sql } = stage.running.database
  // an official decides on a complaint: one attempt does not count
  await sql`update attempts set state = 'voided' where contestant_id = ${stage.people.get('Phạm Bình') ?? ''}`
  const again = await askForSeal(stage, 'Hủy một lượt thi sau khiếu nại')
  expect(again.status).toBe(202)
  expect(await sealed(stage, 2)).toMatchObject({ state: 'sealed', supersededBy: null, reason: 'Hủy một lượt thi sau khiếu nại' })
  expect(await sealed(stage, 1)).toMatchObject({ state: 'sealed', supersededBy: 2 })
  const [first, second] = [await filesOf(await bundleOf(stage, 'full', 1)), await filesOf(await bundleOf(stage, 'full', 2))]
  const [before, after] = [linesOf<PersonLine>(first, 'people'), linesOf<PersonLine>(second, 'people')]
  expect(new Set([...before, ...after].map(({ person }) => person)).size).toBe(6)
  // two are left, and that is the number which was to be guessed
  expect(linesOf<RoundLine>(first, 'rounds').map(({ truth }) => truth)).toEqual([3_000])
  expect(linesOf<RoundLine>(second, 'rounds').map(({ truth }) => truth)).toEqual([2_000])
  expect(linesOf<BoardLine>(second, 'boards').map(({ place, by }) => [place, ...by])).toEqual([
    [1, -4_000, 98_000, 180_000],
    [2, -3_000, 1_000, 780_000],
  ])
  const acts = await sql<{ act: string }[]>`select act from audit_log where act like 'seal.%' order by seq`
  expect(acts.map(({ act }) => act)).toEqual(['seal.ask', 'seal.make', 'seal.ask', 'seal.make'])
})

test('nothing is sealed before complaints were taken, nor while scores are open', async () => {
  const early = await openSealStage({ ...table, contest: { reviewHours: 48 } })
  expect((await askForSeal(early)).problem.code).toBe('SEAL_TOO_EARLY')
  early.moveTo('2026-03-10 17:00')
  const stage = { ...early, owner: await logInAs(early.running, 'owner') }
  const { sql } = stage.running.database
  await sql`update attempts set essays_waiting = 1 where contestant_id = ${stage.people.get('Phạm Bình') ?? ''}`
  const refused = await askForSeal(stage)
  expect(refused.problem).toMatchObject({ code: 'SEAL_NOT_READY', errors: [{ at: 'essays', reason: '1' }] })
  await sql`update attempts set essays_waiting = 0`
  // somebody made a board say what does not follow from the answers: the seal finds it by itself
  await sql`update standings set place_by = array[-9000, 0, 1]::bigint[] where contestant_id = ${stage.people.get('Phạm Bình') ?? ''}`
  await sql`update rounds set prediction_truth = 3000`
  await askForSeal(stage)
  expect(await sealed(stage)).toMatchObject({ state: 'failed', problem: 'SEAL_NOT_VERIFIED' })
  // nobody outside learns of it
  const published = await fetch(`${stage.running.origin}/api/v1/contests/${stage.slug}/seals`)
  expect(await published.json()).toEqual({ seals: [] })
})

function linesOf<Line>(files: readonly ArchivedFile[], kind: string): Line[] {
  return files
    .filter(({ name }) => name.startsWith(`${kind}-`))
    .flatMap(({ bytes }) =>
      bytes
        .toString()
        .trimEnd()
        .split('\n')
        .map((text) => JSON.parse(text) as Line),
    )
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}
