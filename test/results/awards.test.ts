import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { AwardsView, Winners } from '../../server/contract/awards.ts'
import { drawLots } from '../../server/features/prizes/draw-lots.ts'
import { call } from '../helpers/participant.ts'
import type { ContestTable } from '../rules/contests/contest-table.ts'
import { askForSeal, sealed } from './ask-for-seal.ts'
import { looksAt } from './looks-at.ts'
import { openSealStage } from './seal-stage.ts'

const table: ContestTable = {
  contest: {
    prizes: [
      { id: 'nhat', title: 'Giải Nhất', worth: '5.000.000 đồng', count: 1, for: { kind: 'person', roundId: 1 } },
      { id: 'nhi', title: 'Giải Nhì', count: 1, for: { kind: 'person', roundId: 1 } },
    ],
  },
  rounds: [{ title: 'Vòng 1', opens: '2026-03-02 09:00', closes: '2026-03-08 17:00', questions: 4, rules: { ranking: [{ key: 'score' }] } }],
  people: { 'Lê An': {}, 'Phạm Bình': {}, 'Vũ Cường': {}, 'Đỗ Dung': {} },
  sittings: [
    { who: 'Lê An', at: '2026-03-02 09:00', right: 4, took: '03:00' },
    { who: 'Phạm Bình', at: '2026-03-02 09:00', right: 3, took: '14:00' },
    { who: 'Vũ Cường', at: '2026-03-02 09:00', right: 3, took: '13:00' },
    { who: 'Đỗ Dung', at: '2026-03-02 09:00', right: 2, took: '13:00' },
  ],
  official: {},
}

test('from the seal to published winners: proposed, checked, refused, drawn by lot, decided, published', async () => {
  const stage = await openSealStage(table)
  const { owner, base, people } = stage
  const post = (what: string, body: object) => owner.ask<AwardsView>('POST', `${base}/awards/${what}`, { actionId: randomUUID(), ...body })
  const winnersOf = ({ awards }: AwardsView) => awards.map(({ winners }) => winners.map(({ name }) => name))
  const check = (who: string, outcome: string) =>
    post('checks', { contestantId: people.get(who), outcome, calledAt: '2026-03-09T02:00:00.000Z', checked: 'CCCD, đơn vị công tác' })
  const publicly = async () => (await call<Winners>(stage.running.origin, 'GET', `/api/v1${base}/winners`)).body

  expect((await owner.ask('GET', `${base}/awards`)).problem.code).toBe('SEAL_NOT_FOUND')
  await askForSeal(stage)
  expect(await sealed(stage)).toMatchObject({ state: 'sealed' })
  const proposed = await looksAt(stage.running, async () => (await owner.ask<AwardsView>('GET', `${base}/awards`)).body, {
    act: 'board.look',
    subject: { awards: 1 },
  })
  expect(winnersOf(proposed)).toEqual([['Lê An'], []])
  expect(proposed.awards[1]?.tie).toMatchObject({ open: 1, candidates: [{ place: 2 }, { place: 2 }] })

  // the first one is refused: both who tie behind move up, and the tie is now one over the first prize
  const refused = (await check('Lê An', 'refused')).body
  expect(refused.awards[0]?.passedOver).toMatchObject([{ name: 'Lê An', because: 'refused' }])
  expect(refused.awards[0]?.tie).toMatchObject({ open: 1 })
  expect(refused.awards[1]?.waitsFor).toBe('nhat')
  expect((await post('decision', {})).problem.code).toBe('AWARDS_NOT_CHECKED')

  const lots = refused.awards[0]?.tie?.candidates ?? []
  const seed = 'Xổ số miền Bắc 09/03/2026: 48213'
  const [drawn] = drawLots(
    seed,
    lots.map(({ lot }) => lot),
    1,
  )
  const settled = (await post('ties', { prizeId: 'nhat', by: { kind: 'lots', seed } })).body
  const first = lots.find(({ lot }) => lot === drawn)?.name ?? ''
  const second = lots.find(({ lot }) => lot !== drawn)?.name ?? ''
  expect(winnersOf(settled)).toEqual([[first], [second]])
  expect((await check('Đỗ Dung', 'confirmed')).problem.code).toBe('AWARD_SUBJECT_NOT_FOUND')

  await check(first, 'not-reached')
  await check(second, 'confirmed')
  expect((await post('decision', {})).problem.code).toBe('AWARDS_NOT_CHECKED')
  expect((await post('publication', {})).problem.code).toBe('AWARDS_NOT_DECIDED')
  await check(first, 'confirmed')
  expect((await post('decision', { note: 'Quyết định số 12' })).body).toMatchObject({ state: 'decided' })
  // until the publication nobody outside learns a name
  expect(await publicly()).toEqual({ publishedAt: null, sealNumber: null, isSuperseded: false, prizes: [] })
  expect((await post('publication', {})).body).toMatchObject({ state: 'published' })
  const shown = await publicly()
  expect(shown).toMatchObject({
    sealNumber: 1,
    isSuperseded: false,
    prizes: [{ title: 'Giải Nhất', worth: '5.000.000 đồng' }, { title: 'Giải Nhì' }],
  })
  for (const { winners } of shown.prizes) expect(winners).toMatchObject([{ name: expect.stringContaining('***'), unitName: 'Chi đoàn Trường học' }])

  const { sql } = stage.running.database
  const acts = await sql<{ act: string }[]>`select act from audit_log where act like 'award.%' order by seq`
  expect(acts.map(({ act }) => act.slice(6))).toEqual(['checked', 'settled', 'checked', 'checked', 'checked', 'decided', 'published'])
  expect(await sql`select 1 from contests where published_at is not null`).toHaveLength(1)

  // a later seal: who was refused stays so, in the bundle too, and the winners are those of an earlier seal
  expect((await askForSeal(stage, 'Giải quyết khiếu nại')).status).toBe(202)
  expect(await sealed(stage, 2)).toMatchObject({ state: 'sealed' })
  expect(await publicly()).toMatchObject({ sealNumber: 1, isSuperseded: true })
  const again = (await owner.ask<AwardsView>('GET', `${base}/awards`)).body
  expect(again).toMatchObject({ sealNumber: 2, state: 'proposed' })
  expect(again.awards[0]?.passedOver).toMatchObject([{ name: 'Lê An', because: 'refused' }])
  const downloaded = await fetch(`${stage.running.origin}/api/v1${base}/seals/2/bundle`)
  expect(downloaded.headers.get('content-type')).toBe('application/gzip')
  await downloaded.arrayBuffer()
})
