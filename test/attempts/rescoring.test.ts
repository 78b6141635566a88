import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Amendment } from '../../server/contract/bank.ts'
import { aQuestion, type BankStage, openBankStage } from '../bank/bank-stage.ts'
import { afterFile } from '../helpers/after-file.ts'
import { freshDatabase } from '../helpers/databases.ts'
import { eventually } from '../helpers/eventually.ts'
import { aParticipant } from '../helpers/participant.ts'
import { startTestApp } from '../helpers/test-app.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'

const closing = afterFile()
let stage: BankStage
let databaseUrl: string
beforeAll(async () => {
  databaseUrl = await freshDatabase(closing)
  stage = await openBankStage(closing, { databaseUrl })
})

/** A paper of three questions in the order of their author; the first option of each is keyed. */
async function openContest(slug: string, freezesAt: Date | null = null) {
  const contest = await seedContest(stage, { slug, freezesAt, bank: [aQuestion(), aQuestion(), aQuestion()] })
  const [row] = await stage.sql<{ ids: string[] }[]>`
    select jsonb_path_query_array(settings, '$.blueprint.pools[*].revisionIds[0]') as ids from round_versions where contest_id = ${contest.contestId}`
  return { ...contest, revisionIds: row?.ids ?? [] }
}

async function amend(revisionId: string | undefined, change: unknown): Promise<number> {
  const { body } = await stage.binh.post<Amendment>(`/revisions/${revisionId}/amendments`, { actionId: randomUUID(), reason: 'Sách in sai', change })
  return body.number
}

type Person = Awaited<ReturnType<typeof aParticipant>>
async function sit(person: Person, answers: readonly (number | null)[]) {
  const attempt = person.attempt((await person.start()).body)
  const taps = answers.flatMap((answer, question) => (answer === null ? [] : [person.aTap(question, answer)]))
  if (taps.length > 0) await attempt.save(taps)
  await attempt.submit()
  return attempt
}
const newPerson = (contest: TestContest, origin = stage.origin) => aParticipant(origin, contest)

const attemptsOf = (contest: TestContest) => stage.sql<{ id: string; keyNumber: number; score: number }[]>`
  select id, key_number as "keyNumber", score_thousandths as score from attempts where contest_id = ${contest.contestId} order by id`
const rescored = (contest: TestContest, keyNumber: number) =>
  eventually('every score is made with the key in force', async () => {
    await stage.app.features.rescorer.run()
    const attempts = await attemptsOf(contest)
    return attempts.every((attempt) => attempt.keyNumber === keyNumber) && attempts.map(({ score }) => score)
  })
const standingsOf = (contest: TestContest, projection = 'official') => stage.sql<{ attemptId: string; score: number; version: number }[]>`
  select attempt_id as "attemptId", score_thousandths::integer as score, version from standings
  where contest_id = ${contest.contestId} and projection = ${projection} order by score_thousandths desc, contestant_id`

describe('scores follow the key in force', () => {
  test('another key changes scores, standings, results and the board', async () => {
    const contest = await openContest('khoa-khac')
    const [an, chi] = [await newPerson(contest), await newPerson(contest)]
    const ofAn = await sit(an, [0, 0, 1])
    const ofChi = await sit(chi, [2, 0, 1])
    expect((await attemptsOf(contest)).map(({ keyNumber, score }) => [keyNumber, score])).toEqual([
      [0, 2_000],
      [0, 1_000],
    ])
    const number = await amend(contest.revisionIds[0], { kind: 'other-key', key: { correct: 2 } })
    expect(await rescored(contest, number)).toEqual([1_000, 2_000])
    expect((await standingsOf(contest)).map(({ score }) => score)).toEqual([2_000, 1_000])
    expect((await ofAn.result()).body).toMatchObject({ receipt: { scoreThousandths: 1_000 }, correctCount: 1, maxScoreThousandths: 3_000 })
    await eventually('the board shows who leads now', async () => (await ofChi.result()).body.place === 1 && (await ofAn.result()).body.place === 2)
  })

  test('a person stands with the attempt that is the best one now, on both boards', async () => {
    const contest = await openContest('lan-thi-tot-nhat', new Date(Date.now() + 1_800_000))
    const person = await newPerson(contest)
    await sit(person, [0, 1, 1])
    await sit(person, [2, 0, 1])
    await sit(person, [0, 0, 1])
    const [first, second, third] = (await attemptsOf(contest)).map(({ id }) => id)
    expect((await standingsOf(contest))[0]).toMatchObject({ attemptId: third, score: 2_000 })
    const number = await amend(contest.revisionIds[0], { kind: 'other-key', key: { correct: 2 } })
    expect(await rescored(contest, number)).toEqual([0, 2_000, 1_000])
    for (const projection of ['official', 'public']) {
      expect(await standingsOf(contest, projection)).toEqual([expect.objectContaining({ attemptId: second, score: 2_000 })])
    }
    expect(first).not.toBe(second)
  })

  test('a voided question gives everybody its marks, or is no part of the paper', async () => {
    const contest = await openContest('cau-bi-huy')
    const [an, chi] = [await newPerson(contest), await newPerson(contest)]
    await sit(an, [1, 0, 0])
    const empty = await sit(chi, [null, null, null])
    const full = await amend(contest.revisionIds[0], { kind: 'voided', as: 'full-marks' })
    expect(await rescored(contest, full)).toEqual([3_000, 1_000])
    const gone = await amend(contest.revisionIds[1], { kind: 'voided', as: 'taken-out' })
    expect(await rescored(contest, gone)).toEqual([2_000, 1_000])
    expect((await empty.result()).body).toMatchObject({ maxScoreThousandths: 2_000, correctCount: 1, receipt: { answeredCount: 0 } })
  })

  test('a second run changes nothing, and whoever submits later is graded with the new key at once', async () => {
    const contest = await openContest('chay-lai')
    await sit(await newPerson(contest), [2, 0, 0])
    const number = await amend(contest.revisionIds[0], { kind: 'several-keys', keys: [{ correct: 0 }, { correct: 2 }] })
    expect(await rescored(contest, number)).toEqual([3_000])
    const before = await standingsOf(contest)
    for (let run = 0; run < 3; run += 1) await stage.app.features.rescorer.run()
    expect(await standingsOf(contest)).toEqual(before)
    await sit(await newPerson(contest), [2, 0, 0])
    expect((await attemptsOf(contest)).at(-1)).toMatchObject({ keyNumber: number, score: 3_000 })
  })

  test('of the amendments before it the job keeps no place', async () => {
    const contest = await openContest('hai-lan-sua')
    await sit(await newPerson(contest), [2, 0, 0])
    await rescored(contest, await amend(contest.revisionIds[0], { kind: 'other-key', key: { correct: 1 } }))
    const number = await amend(contest.revisionIds[0], { kind: 'other-key', key: { correct: 2 } })
    expect(await rescored(contest, number)).toEqual([3_000])
    expect(await stage.sql`select name from job_cursors where name like ${`rescore ${contest.contestId} %`}`).toEqual([
      { name: `rescore ${contest.contestId} ${number}` },
    ])
  })

  test('an amendment of another contest leaves scores and standings alone', async () => {
    const [mine, other] = [await openContest('cua-toi'), await openContest('cua-nguoi-khac')]
    await sit(await newPerson(mine), [0, 0, 0])
    await sit(await newPerson(other), [0, 0, 0])
    const before = [await attemptsOf(mine), await standingsOf(mine)]
    await rescored(other, await amend(other.revisionIds[0], { kind: 'other-key', key: { correct: 1 } }))
    expect([await attemptsOf(mine), await standingsOf(mine)]).toEqual(before)
  })

  test('amended while people submit on several processes, no score with the old key is left', async () => {
    const contest = await openContest('giua-luc-nop')
    // its notices reach nobody: it learns of the amendment only when it looks
    const deaf = await startTestApp({ databaseUrl }, closing)
    const people = await Promise.all(Array.from({ length: 24 }, (_, index) => newPerson(contest, index % 2 ? deaf.origin : stage.origin)))
    const sitting = Promise.all(
      people.map(async (person, index) => {
        for (let times = 0; times < 3; times += 1) await sit(person, [index % 2 ? 3 : 0, 0, 0])
      }),
    )
    await eventually('somebody has submitted', async () => (await attemptsOf(contest)).some(({ keyNumber }) => keyNumber !== null))
    const number = await amend(contest.revisionIds[0], { kind: 'other-key', key: { correct: 3 } })
    await sitting
    const scores = await rescored(contest, number)
    expect(scores).toHaveLength(72)
    expect(scores.filter((score) => score === 3_000)).toHaveLength(36)
    expect(scores.filter((score) => score === 2_000)).toHaveLength(36)
    expect((await standingsOf(contest)).map(({ score }) => score)).toEqual([...new Array(12).fill(3_000), ...new Array(12).fill(2_000)])
  }, 60_000)

  test('somebody whose standing is being written is not waited for, and comes later', async () => {
    const contest = await openContest('dang-ghi')
    await sit(await newPerson(contest), [2, 0, 0])
    await sit(await newPerson(contest), [2, 0, 0])
    const [held, free] = (await attemptsOf(contest)).map(({ id }) => id)
    const number = await amend(contest.revisionIds[0], { kind: 'other-key', key: { correct: 2 } })
    const numberOf = async (id?: string) => (await attemptsOf(contest)).find((attempt) => attempt.id === id)?.keyNumber
    // both may have been made anew already by the app's own job: then there is nothing left to hold
    await stage.sql.begin(async (transaction) => {
      await transaction`select from contestants where id = (select contestant_id from attempts where id = ${held ?? ''}) for update`
      const before = await numberOf(held)
      await eventually('the other one is made anew', async () => {
        await stage.app.features.rescorer.run()
        return (await numberOf(free)) === number
      })
      expect(await numberOf(held)).toBe(before)
    })
    expect(await rescored(contest, number)).toEqual([3_000, 3_000])
  })

  test('a score that a late process makes with the old key does not stay', async () => {
    const contest = await openContest('den-muon')
    await sit(await newPerson(contest), [0, 0, 0])
    const number = await amend(contest.revisionIds[0], { kind: 'other-key', key: { correct: 2 } })
    expect(await rescored(contest, number)).toEqual([2_000])
    for (let run = 0; run < 3; run += 1) await stage.app.features.rescorer.run()
    await stage.sql.begin(async (transaction) => {
      await transaction`update attempts set key_number = 0, score_thousandths = 3000, correct_count = 3 where contest_id = ${contest.contestId}`
      await transaction`update standings set score_thousandths = 3000, version = version + 1, written_by = pg_current_xact_id() where contest_id = ${contest.contestId}`
    })
    expect(await rescored(contest, number)).toEqual([2_000])
    expect(await standingsOf(contest)).toEqual([expect.objectContaining({ score: 2_000 })])
  })

  test('statistics are counted anew with the key in force', async () => {
    const contest = await openContest('thong-ke')
    for (const answers of [
      [2, 0, 0],
      [2, 0, 0],
      [0, 0, 0],
    ])
      await sit(await newPerson(contest), answers)
    const earned = () =>
      eventually('all attempts are counted', async () => {
        await stage.app.features.statistics.run()
        const [row] = await stage.sql<{ sums: { shown: number; full?: number } }[]>`
          select sums from question_statistics where contest_id = ${contest.contestId} and revision_id = ${contest.revisionIds[0] ?? ''}`
        return row?.sums.shown === 3 && row.sums
      })
    const before = await earned()
    await rescored(contest, await amend(contest.revisionIds[0], { kind: 'other-key', key: { correct: 2 } }))
    await eventually('the sums are those of the new key', async () => JSON.stringify(await earned()) !== JSON.stringify(before))
    const [question] = await stage.sql<{ id: string }[]>`select question_id as id from question_revisions where id = ${contest.revisionIds[0] ?? ''}`
    const { revisions } = await stage.app.features.statistics.of(question?.id ?? '', 'vi')
    // two of three chose what is right now
    expect(revisions[0]).toMatchObject({ shown: 3, facility: 667 })
    expect(revisions[0]?.choices.map(({ isRight, count }) => [isRight, count])).toEqual([
      [false, 1],
      [false, 0],
      [true, 2],
      [false, 0],
    ])
  })

  test('a question that was taken out has no facility, and the rest of its paper is worth less', async () => {
    const contest = await openContest('thong-ke-da-loai')
    for (const answers of [
      [0, 0, 1],
      [1, 0, 0],
    ])
      await sit(await newPerson(contest), answers)
    await rescored(contest, await amend(contest.revisionIds[0], { kind: 'voided', as: 'taken-out' }))
    const rows = await eventually('all attempts are counted', async () => {
      await stage.app.features.statistics.run()
      const found = await stage.sql<{ revisionId: string; rest: number }[]>`
        select revision_id as "revisionId", rest_thousandths as rest from question_statistics where contest_id = ${contest.contestId} and sums->>'shown' = '2'`
      return found.length === 3 && found
    })
    expect(contest.revisionIds.map((id) => rows.find(({ revisionId }) => revisionId === id)?.rest)).toEqual([2_000, 1_000, 1_000])
    const [question] = await stage.sql<{ id: string }[]>`select question_id as id from question_revisions where id = ${contest.revisionIds[0] ?? ''}`
    const { revisions } = await stage.app.features.statistics.of(question?.id ?? '', 'vi')
    expect(revisions[0]).toMatchObject({ voided: 'taken-out', shown: 2, answered: 2, facility: null, discrimination: null, looks: [] })
  })
})
