import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AuditPage } from '../../server/contract/audit.ts'
import type { BoardSnapshot } from '../../server/contract/boards.ts'
import { type BankStage, openBankStage } from '../bank/bank-stage.ts'
import { afterFile } from '../helpers/after-file.ts'
import { eventually } from '../helpers/eventually.ts'
import { call } from '../helpers/participant.ts'
import { logInAs, type Staff } from '../helpers/staff.ts'
import { aDesk, type EssayContest, newPerson, openEssayContest, sit } from './essay-stage.ts'

const closing = afterFile()
let stage: BankStage
let marker: Staff
let second: Staff
beforeAll(async () => {
  stage = await openBankStage(closing)
  marker = await logInAs(stage, 'organizer')
  second = await logInAs(stage, 'official')
})

const scoreOf = async (attempt: { result(): Promise<{ body: { receipt: { scoreThousandths?: number; essaysWaiting?: number } } }> }) => {
  const { scoreThousandths, essaysWaiting } = (await attempt.result()).body.receipt
  return [scoreThousandths, essaysWaiting]
}
const marksIn = async ({ contestId }: EssayContest) =>
  (
    await stage.sql<
      { points: number }[]
    >`select points_thousandths as points from essay_marks where contest_id = ${contestId} order by attempt_id, question, number`
  ).map(({ points }) => points)

describe('the answers to mark', () => {
  test('come unmarked first, page by page, each once, and tell nothing of whose they are', async () => {
    const contest = await openEssayContest(stage, 'tu-luan-trang')
    const people = await Promise.all(Array.from({ length: 3 }, () => newPerson(stage, contest)))
    for (const [index, person] of people.entries()) await sit(person, ['0', `bài một ${index}`, `bài hai ${index}`])
    const desk = aDesk(marker, contest)
    const first = await desk.page('?limit=4')
    expect(first.essays).toHaveLength(4)
    expect(first.questions[0]).toMatchObject({ mostWords: 300, guide: 'Nêu đủ ba ý.' })
    expect(Object.keys(first.essays[0] ?? {}).sort()).toEqual(['answer', 'code', 'mark', 'mostThousandths', 'revisionId'])
    const everything = JSON.stringify(first)
    for (const secret of ['Nguyễn Văn An', 'Chi đoàn', ...people.map(({ registered }) => registered?.contestant.displayName ?? '')])
      expect(everything).not.toContain(secret)
    // marked in between: it comes again at the end, and nothing is left out
    await desk.mark(first.essays[0]?.code ?? '', 500)
    const rest = await desk.page(`?limit=4&after=${first.next}`)
    const texts = [...first.essays, ...rest.essays].map(({ answer }) => answer)
    expect(new Set(texts).size).toBe(6)
    expect(rest.next).toBeNull()
    expect(rest.essays.at(-1)).toMatchObject({ code: first.essays[0]?.code, mark: { number: 1, pointsThousandths: 500 } })
    const ofOne = await desk.page(`?revisionId=${contest.revisionIds[2]}`)
    expect(ofOne.essays.map(({ answer }) => answer).sort()).toEqual(['bài hai 0', 'bài hai 1', 'bài hai 2'])
    expect(await desk.progress()).toMatchObject({ marked: 1, waiting: 5 })
  })

  test('the last text counts; a question left open and a paper still being written are not there', async () => {
    const contest = await openEssayContest(stage, 'tu-luan-bai-cuoi')
    const [an, chi] = [await newPerson(stage, contest), await newPerson(stage, contest)]
    const ofAn = an.attempt((await an.start()).body)
    await ofAn.save([an.aTap(1, 'viết nháp'), an.aTap(1, 'viết lại'), an.aTap(2, '   ')])
    await ofAn.submit()
    await chi.attempt((await chi.start()).body).save([chi.aTap(1, 'đang viết')])
    expect((await aDesk(marker, contest).page()).essays.map(({ answer }) => answer)).toEqual(['viết lại'])
  })
})

describe('a mark', () => {
  test('is added to the score of its attempt, and the board follows', async () => {
    const contest = await openEssayContest(stage, 'tu-luan-diem')
    const [an, chi] = [await newPerson(stage, contest), await newPerson(stage, contest)]
    const ofAn = await sit(an, ['0', 'của An', null])
    const ofChi = await sit(chi, ['1', 'của Chi một', 'của Chi hai'])
    expect([await scoreOf(ofAn), await scoreOf(ofChi)]).toEqual([
      [1_000, 1],
      [0, 2],
    ])
    const publicBoard = async () =>
      (await call<BoardSnapshot>(stage.origin, 'GET', `/api/v1/contests/${contest.slug}/boards/${contest.roundId}`)).body
    expect(await publicBoard()).toMatchObject({ hasEssaysWaiting: true })
    const desk = aDesk(marker, contest)
    for (const [text, points] of [
      ['của Chi một', 900],
      ['của Chi hai', 750],
      ['của An', 0],
    ] as const)
      expect((await desk.mark((await desk.essay(text)).code, points)).status).toBe(200)
    expect([await scoreOf(ofAn), await scoreOf(ofChi)]).toEqual([
      [1_000, undefined],
      [1_650, undefined],
    ])
    await eventually('the board shows who leads now', async () => (await ofChi.result()).body.place === 1 && (await ofAn.result()).body.place === 2)
    await eventually('the board is final', async () => !(await publicBoard()).hasEssaysWaiting)
    const me = (await chi.me()).body.attempts[0]
    expect(me).toMatchObject({ scoreThousandths: 1_650 })
    expect(me).not.toHaveProperty('essaysWaiting')
    expect(await desk.progress()).toMatchObject({ marked: 3, waiting: 0 })
  })

  test('decides which of several attempts counts', async () => {
    const contest = await openEssayContest(stage, 'tu-luan-lan-tot-nhat', { freezesAt: new Date(Date.now() + 1_800_000) })
    const person = await newPerson(stage, contest)
    const first = await sit(person, ['1', 'lần một', 'lần một nữa'])
    const later = await sit(person, ['0', null, null])
    const counting = async () => [(await first.result()).body.isCounting, (await later.result()).body.isCounting]
    expect(await counting()).toEqual([false, true])
    const desk = aDesk(marker, contest)
    for (const text of ['lần một', 'lần một nữa']) await desk.mark((await desk.essay(text)).code, 800)
    expect(await counting()).toEqual([true, false])
    // a frozen board stops at attempts, not at their marks
    const rows = await stage.sql<{ projection: string; score: number }[]>`
      select projection, score_thousandths::integer as score from standings where contest_id = ${contest.contestId} order by projection`
    expect(rows.map(({ projection, score }) => [projection, score])).toEqual([
      ['official', 1_600],
      ['public', 1_600],
    ])
  })

  test('can be changed with a reason only, and the history keeps what was before', async () => {
    const contest = await openEssayContest(stage, 'tu-luan-sua-diem')
    const attempt = await sit(await newPerson(stage, contest), ['0', 'bài', null])
    const [desk, other] = [aDesk(marker, contest), aDesk(second, contest)]
    const { code } = await desk.essay('bài')
    await desk.mark(code, 400)
    expect((await other.mark(code, 600, { replaces: 1 })).problem).toMatchObject({ code: 'BAD_REQUEST' })
    expect((await other.mark(code, 600, { replaces: 1, note: '  ' })).status).toBe(400)
    expect((await other.mark(code, 600, { replaces: 1, note: 'Chấm lại theo đơn' })).body).toMatchObject({ number: 2, pointsThousandths: 600 })
    expect(await scoreOf(attempt)).toEqual([1_600, undefined])
    expect(
      (await desk.history(code)).body.marks.map(({ number, pointsThousandths, markedBy, note }) => [number, pointsThousandths, markedBy, note]),
    ).toEqual([
      [1, 400, marker.username, ''],
      [2, 600, second.username, 'Chấm lại theo đơn'],
    ])
    await expect(stage.sql`update essay_marks set points_thousandths = 1000 where contest_id = ${contest.contestId}`).rejects.toThrow()
    await expect(stage.sql`delete from essay_marks where contest_id = ${contest.contestId}`).rejects.toThrow()
    const owner = await logInAs(stage, 'owner')
    const { entries } = (await owner.ask<AuditPage>('GET', `/audit?act=essay.mark&contest=${contest.slug}`)).body
    expect(entries.map(({ before, after, reason }) => [before, after, reason])).toEqual([
      [{ pointsThousandths: 400 }, { pointsThousandths: 600 }, 'Chấm lại theo đơn'],
      [undefined, { pointsThousandths: 400 }, undefined],
    ])
  })
})

describe('what is refused', () => {
  test('more points than the question is worth, fewer than none, half a thousandth', async () => {
    const contest = await openEssayContest(stage, 'tu-luan-qua-diem')
    await sit(await newPerson(stage, contest), ['0', 'bài', null])
    const desk = aDesk(marker, contest)
    const { code, mostThousandths } = await desk.essay('bài')
    expect((await desk.mark(code, mostThousandths + 1)).problem).toMatchObject({ code: 'ESSAY_POINTS_REFUSED' })
    for (const points of [-1, 0.5]) expect((await desk.mark(code, points)).status).toBe(400)
    expect(await marksIn(contest)).toEqual([])
    // and whoever gets past the service is stopped by the table
    await expect(
      stage.sql`insert into essay_marks (contest_id, attempt_id, question, number, points_thousandths, most_thousandths, marker_id, marked_at, action_id)
        select contest_id, attempt_id, question, 1, 1001, 1001, ${marker.id}, now(), gen_random_uuid() from essay_answers where contest_id = ${contest.contestId}`,
    ).rejects.toThrow(/mark_of_an_answer/)
  })

  test('an answer of another contest or round, one that does not exist, and one of a paper that was opened again', async () => {
    const [mine, other] = [await openEssayContest(stage, 'tu-luan-cua-toi'), await openEssayContest(stage, 'tu-luan-cua-ho')]
    await sit(await newPerson(stage, other), ['0', 'bài của họ', null])
    const { code } = await aDesk(marker, other).essay('bài của họ')
    for (const wrong of [code, '0123456789ABCDEF']) {
      expect((await aDesk(marker, mine).mark(wrong, 100)).problem).toMatchObject({ code: 'ESSAY_NOT_FOUND' })
      expect((await aDesk(marker, mine).history(wrong)).status).toBe(404)
    }
    expect((await aDesk(marker, { slug: mine.slug, roundId: other.roundId }).mark(code, 100)).status).toBe(404)
    await stage.sql`update attempts set state = 'open', closed_at = null where contest_id = ${other.contestId}`
    expect((await aDesk(marker, other).page()).essays).toEqual([])
    expect((await aDesk(marker, other).mark(code, 100)).problem).toMatchObject({ code: 'ESSAY_NOT_FOUND' })
    expect(await marksIn(other)).toEqual([])
  })

  test('whoever may not mark, and a contest that lies outside', async () => {
    const contest = await openEssayContest(stage, 'tu-luan-ngoai')
    for (const role of ['support', 'auditor', 'reviewer', 'unit-administrator'] as const)
      expect((await aDesk(await logInAs(stage, role), contest).mark('0123456789ABCDEF', 1)).status).toBe(403)
    const outside = await logInAs(stage, 'organizer', contest.unitIds.X2)
    expect((await aDesk(outside, contest).mark('0123456789ABCDEF', 1)).problem).toMatchObject({ code: 'CONTEST_NOT_FOUND' })
  })
})

describe('at the same moment', () => {
  test('a double click gives one mark and the same answer twice; another body with its id is refused', async () => {
    const contest = await openEssayContest(stage, 'tu-luan-hai-lan')
    await sit(await newPerson(stage, contest), ['0', 'bài', 'bài khác'])
    const desk = aDesk(marker, contest)
    const [{ code }, { code: elsewhere }] = [await desk.essay('bài'), await desk.essay('bài khác')]
    const actionId = randomUUID()
    const answers = await Promise.all(Array.from({ length: 8 }, () => desk.mark(code, 300, { actionId })))
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1)
    expect(answers[0]).toMatchObject({ status: 200, body: { number: 1, pointsThousandths: 300 } })
    for (const again of [
      desk.mark(code, 301, { actionId }),
      desk.mark(elsewhere, 300, { actionId }),
      aDesk(second, contest).mark(code, 300, { actionId }),
    ])
      expect((await again).problem).toMatchObject({ code: 'ACTION_ID_REUSED' })
    await desk.mark(code, 500, { replaces: 1, note: 'xem lại' })
    // however late: the first receipt
    expect((await desk.mark(code, 300, { actionId })).body).toMatchObject({ number: 1, pointsThousandths: 300 })
    expect(await marksIn(contest)).toEqual([300, 500])
  })

  test('of two markers one is first, and the other is told so', async () => {
    const contest = await openEssayContest(stage, 'tu-luan-hai-nguoi')
    const attempt = await sit(await newPerson(stage, contest), ['1', 'bài', null])
    const [desk, other] = [aDesk(marker, contest), aDesk(second, contest)]
    const { code } = await desk.essay('bài')
    const answers = await Promise.all([desk.mark(code, 200), other.mark(code, 800)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)?.problem).toMatchObject({ code: 'ESSAY_MARK_CHANGED' })
    const [points] = await marksIn(contest)
    expect(await scoreOf(attempt)).toEqual([points, undefined])
  })

  test('essays of one person marked by many while that person submits once more', async () => {
    const contest = await openEssayContest(stage, 'tu-luan-cung-luc')
    const person = await newPerson(stage, contest)
    const attempts = [await sit(person, ['1', 'một a', 'một b']), await sit(person, ['1', 'hai a', 'hai b'])]
    const desk = aDesk(marker, contest)
    const { essays } = await desk.page()
    const [third, ...answers] = await Promise.all([sit(person, ['0', null, null]), ...essays.map(({ code }) => desk.mark(code, 700))])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(await Promise.all([...attempts, third].map(scoreOf))).toEqual([
      [1_400, undefined],
      [1_400, undefined],
      [1_000, undefined],
    ])
    const [standing] = await stage.sql<
      { score: number }[]
    >`select score_thousandths::integer as score from standings where contest_id = ${contest.contestId}`
    expect(standing?.score).toBe(1_400)
  })
})
