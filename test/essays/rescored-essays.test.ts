import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Amendment } from '../../server/contract/bank.ts'
import { type BankStage, openBankStage } from '../bank/bank-stage.ts'
import { afterFile } from '../helpers/after-file.ts'
import { eventually } from '../helpers/eventually.ts'
import { logInAs, type Staff } from '../helpers/staff.ts'
import { aDesk, type EssayContest, newPerson, openEssayContest, sit } from './essay-stage.ts'

const closing = afterFile()
let stage: BankStage
let marker: Staff
beforeAll(async () => {
  stage = await openBankStage(closing)
  marker = await logInAs(stage, 'organizer')
})

async function amend(revisionId: string | undefined, change: unknown): Promise<number> {
  const { body } = await stage.binh.post<Amendment>(`/revisions/${revisionId}/amendments`, { actionId: randomUUID(), reason: 'Đề sai', change })
  return body.number
}
/** Score, marks in it and essays waiting of each attempt, once all are made with this key. */
const rescored = ({ contestId }: EssayContest, keyNumber: number) =>
  eventually('every score is made with the key in force', async () => {
    await stage.app.features.rescorer.run()
    const rows = await stage.sql<{ key: number; score: number; marked: number; waiting: number }[]>`
      select key_number as key, score_thousandths as score, marked_thousandths as marked, essays_waiting as waiting
      from attempts where contest_id = ${contestId} and key_number is not null order by id`
    return rows.every(({ key }) => key === keyNumber) && rows.map(({ score, marked, waiting }) => [score, marked, waiting])
  })
const standingsOf = async ({ contestId }: EssayContest) =>
  (await stage.sql<{ score: number }[]>`select score_thousandths::integer as score from standings where contest_id = ${contestId} order by 1`).map(
    ({ score }) => score,
  )

describe('a score made anew', () => {
  test('keeps its marks', async () => {
    const contest = await openEssayContest(stage, 'giu-diem')
    await sit(await newPerson(stage, contest), ['2', 'bài', 'bài hai'])
    const desk = aDesk(marker, contest)
    await desk.mark((await desk.essay('bài')).code, 600)
    const number = await amend(contest.revisionIds[0], { kind: 'other-key', key: { correct: 2 } })
    expect(await rescored(contest, number)).toEqual([[1_600, 600, 1]])
    await desk.mark((await desk.essay('bài hai')).code, 50)
    expect(await rescored(contest, number)).toEqual([[1_650, 650, 0]])
    expect(await standingsOf(contest)).toEqual([1_650])
  })

  const essay = 1
  test.each([
    [
      'full marks to everybody: the mark does not come on top',
      'full-marks',
      [
        [1_900, 900, 0],
        [1_000, 0, 0],
      ],
    ],
    [
      'taken out: the mark does not count',
      'taken-out',
      [
        [900, 900, 0],
        [0, 0, 0],
      ],
    ],
  ] as const)('of a voided essay: %s', async (_rule, as, expected) => {
    const contest = await openEssayContest(stage, `bo-cau-${as}`)
    await sit(await newPerson(stage, contest), ['1', 'bài bị bỏ', 'bài còn lại'])
    await sit(await newPerson(stage, contest), ['1', 'chưa ai chấm', null])
    const desk = aDesk(marker, contest)
    await desk.mark((await desk.essay('bài bị bỏ')).code, 700)
    await desk.mark((await desk.essay('bài còn lại')).code, 900)
    const { code } = await desk.essay('bài bị bỏ')
    expect(await rescored(contest, await amend(contest.revisionIds[essay], { kind: 'voided', as }))).toEqual(expected)
    expect(await standingsOf(contest)).toEqual(expected.map(([score]) => score).sort((a, b) => a - b))
    // nobody is asked to mark it any more; who had it open changes no score by it
    expect((await desk.page()).essays.map(({ answer }) => answer)).toEqual(['bài còn lại'])
    expect(await desk.progress()).toMatchObject({ marked: 1, waiting: 0 })
    await desk.mark(code, 1_000, { replaces: 1, note: 'bấm nhầm' })
    expect(await standingsOf(contest)).toEqual(expected.map(([score]) => score).sort((a, b) => a - b))
  })

  test('when officials take the decision back, what was marked counts again and the others wait', async () => {
    const contest = await openEssayContest(stage, 'bo-roi-lay-lai')
    await sit(await newPerson(stage, contest), ['1', 'đã chấm', null])
    const desk = aDesk(marker, contest)
    await desk.mark((await desk.essay('đã chấm')).code, 700)
    await rescored(contest, await amend(contest.revisionIds[essay], { kind: 'voided', as: 'taken-out' }))
    // this one was never asked for when it was scored
    await sit(await newPerson(stage, contest), ['1', 'nộp khi câu đã bỏ', null])
    const number = await amend(contest.revisionIds[essay], { kind: 'other-key', key: {} })
    expect(await rescored(contest, number)).toEqual([
      [700, 700, 0],
      [0, 0, 1],
    ])
    expect((await desk.page()).essays.map(({ answer }) => answer)).toEqual(['nộp khi câu đã bỏ', 'đã chấm'])
  })

  test('while marks are being given: whichever comes first, nothing is lost and nothing counted twice', async () => {
    const contest = await openEssayContest(stage, 'cham-khi-tinh-lai')
    for (let person = 0; person < 12; person += 1) await sit(await newPerson(stage, contest), ['2', `a ${person}`, `b ${person}`])
    const desk = aDesk(marker, contest)
    const { essays } = await desk.page('?limit=50')
    const number = await amend(contest.revisionIds[0], { kind: 'other-key', key: { correct: 2 } })
    const rescoring = rescored(contest, number)
    const answers = await Promise.all(essays.map(({ code }, index) => desk.mark(code, 100 + index)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    await rescoring
    const scores = await rescored(contest, number)
    expect(scores.every(([score, marked, waiting]) => score === 1_000 + (marked ?? 0) && waiting === 0)).toBe(true)
    expect(scores.reduce((sum, [, marked]) => sum + (marked ?? 0), 0)).toBe(essays.reduce((sum, _essay, index) => sum + 100 + index, 0))
    expect(await standingsOf(contest)).toEqual(scores.map(([score]) => score ?? 0).sort((a, b) => a - b))
  }, 60_000)
})
