import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { openBankStage } from '../bank/bank-stage.ts'
import { logInAs } from '../helpers/staff.ts'
import { aDesk, newPerson, openEssayContest } from './essay-stage.ts'

test('essays of an attempt that is opened again leave the markers; what is written then is marked anew, and an earlier mark counts no more', async () => {
  const stage = await openBankStage()
  const [marker, official] = [await logInAs(stage, 'organizer'), await logInAs(stage, 'official')]
  const contest = await openEssayContest(stage, 'mo-lai')
  const desk = aDesk(marker, contest)
  const person = await newPerson(stage, contest)
  const view = (await person.start()).body
  const attempt = person.attempt(view)
  await attempt.save([person.aTap(0, 1), person.aTap(1, 'bài một'), person.aTap(2, 'bài hai')])
  await attempt.submit()
  const score = async () => {
    const [row] = await stage.sql<{ score: number | null; marked: number; waiting: number }[]>`
      select score_thousandths as score, marked_thousandths as marked, essays_waiting as waiting from attempts where id = ${view.attemptId}`
    return row && [row.score, row.marked, row.waiting]
  }
  const standing = async () =>
    (
      await stage.sql<{ score: number | null }[]>`
      select case when place_by is null then null else score_thousandths::integer end as score from standings
      where contest_id = ${contest.contestId} and projection = 'official'`
    )[0]?.score
  const { code } = await desk.essay('bài một')
  await desk.mark(code, 600)
  const [choice] = (await score()) ?? []
  expect(await score()).toEqual([choice, 600, 1])

  const reopening = { actionId: randomUUID(), reason: 'mất điện tại điểm thi', minutes: 10 }
  expect((await official.ask('POST', `/contests/${contest.slug}/attempts/${view.attemptId}/reopening`, reopening)).status).toBe(200)
  expect(await score()).toEqual([null, 0, 0])
  expect(await standing()).toBeNull()
  expect((await desk.page()).essays).toEqual([])
  // whoever still has it open before them marks nothing that may be written anew
  expect((await desk.mark(code, 500, { replaces: 1, note: 'đang mở sẵn' })).problem.code).toBe('ESSAY_NOT_FOUND')

  await attempt.save([person.aTap(1, 'bài một viết lại')])
  await attempt.submit(randomUUID())
  const answers = async () => (await desk.page()).essays.map(({ answer }) => answer).sort()
  expect(await answers()).toEqual(['bài hai', 'bài một viết lại'])
  const machine = (await score())?.[0] ?? 0
  expect(await score()).toEqual([machine, 0, 2])
  expect(machine).toBe((choice ?? 0) - 600)

  const again = await desk.essay('bài một viết lại')
  // it was marked once: who marks it now says why
  expect((await desk.mark(again.code, 800)).problem.code).toBe('BAD_REQUEST')
  expect((await desk.mark(again.code, 800, { note: 'bài đã viết lại sau khi mở lại' })).status).toBe(200)
  await desk.mark((await desk.essay('bài hai')).code, 300)
  expect(await score()).toEqual([machine + 1_100, 1_100, 0])
  expect(await standing()).toBe(machine + 1_100)
  expect((await desk.history(again.code)).body.marks.map(({ pointsThousandths }) => pointsThousandths).sort()).toEqual([600, 800])
})
