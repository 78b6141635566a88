import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeQuestion } from '../../../question-bank/question.ts'
import type { AuthorBlueprint, BlueprintCell } from '../../../server/contract/blueprints.ts'
import { Problem } from '../../../server/contract/errors.ts'
import { afterFile } from '../../helpers/after-file.ts'
import { aParticipant } from '../../helpers/participant.ts'
import { startTestApp, type TestApp } from '../../helpers/test-app.ts'
import { seedContest, type TestContest } from '../../helpers/test-contest.ts'

const hourMs = 3_600_000
const closing = afterFile()
let running: TestApp
let upcoming: TestContest
let open: TestContest
let bank: { topic: string; revisionId: string }[]

const asked = (stem: string, topic: string[], level: 'recognition' | 'application', tags: string[] = []) =>
  makeQuestion<'single-choice'>({ type: 'single-choice', stem, options: ['một', 'hai', 'ba', 'bốn'] }, { correct: 0 }, { topic, level, tags })
const aBlueprint = (...cells: BlueprintCell[]): AuthorBlueprint => ({ cells, shuffleQuestions: true, shuffleOptions: true })
const law: BlueprintCell = { id: 'law', draw: 3, pointsThousandths: 1_000, from: { topic: ['Pháp luật'] } }
const hard: BlueprintCell = { id: 'hard', draw: 2, pointsThousandths: 2_000, from: { levels: ['application'] } }

beforeAll(async () => {
  running = await startTestApp({}, closing)
  upcoming = await seedContest(running, { slug: 'sap-mo', opensAt: new Date(Date.now() + hourMs), closesAt: new Date(Date.now() + 2 * hourMs) })
  open = await seedContest(running, { slug: 'dang-mo' })
  bank = await running.database.sql.begin((transaction) =>
    running.app.features.bank.store(transaction, [
      ...Array.from({ length: 6 }, (_, index) =>
        asked(`Luật ${index}?`, ['Pháp luật', 'Luật Thanh niên'], index < 3 ? 'recognition' : 'application', ['2025']),
      ),
      ...Array.from({ length: 4 }, (_, index) => asked(`Sử ${index}?`, ['Lịch sử'], 'recognition')),
    ]),
  )
})

const blueprints = () => running.app.features.blueprints
const versionOf = async (contest: TestContest) => (await blueprints().view(contest.slug, contest.roundId)).version
async function save(contest: TestContest, blueprint: AuthorBlueprint, changes: { actionId?: string; version?: number } = {}) {
  return blueprints().save(contest.slug, contest.roundId, { actionId: randomUUID(), version: await versionOf(contest), blueprint, ...changes }, 'vi')
}
const refusal = (saving: Promise<unknown>) =>
  saving.then(
    () => 'saved',
    (error: unknown) => {
      if (!(error instanceof Problem)) throw error
      return { code: error.code, errors: error.details.errors }
    },
  )

describe('a blueprint that is saved', () => {
  test('pins pools of approved revisions into a further version of the round', async () => {
    const before = await versionOf(upcoming)
    const saved = await save(upcoming, aBlueprint(law, hard))
    expect(saved).toMatchObject({ version: before + 1, questionCount: 5, maxScoreThousandths: 7_000, attemptsWithoutRepeat: 1 })
    const { settings } = await running.app.features.contests.round(upcoming.contestId, upcoming.roundId)
    const pinned = settings.blueprint.pools.flatMap(({ revisionIds }) => revisionIds)
    const lawIds = bank.slice(0, 6).map(({ revisionId }) => revisionId)
    expect(pinned.toSorted()).toEqual(lawIds.toSorted())
    expect(await blueprints().view(upcoming.slug, upcoming.roundId)).toEqual(saved)
  })

  test('is saved once, however often the request comes', async () => {
    const request = { actionId: randomUUID(), version: await versionOf(upcoming) }
    const first = await save(upcoming, aBlueprint(law), request)
    expect(await save(upcoming, aBlueprint(law), request)).toEqual(first)
    expect(await refusal(save(upcoming, aBlueprint(hard), request))).toMatchObject({ code: 'ACTION_ID_REUSED' })
    expect(await versionOf(upcoming)).toBe(first.version)
  })

  test('of two authors at once the second is told', async () => {
    const version = await versionOf(upcoming)
    const outcomes = await Promise.all([
      refusal(save(upcoming, aBlueprint(law), { version })),
      refusal(save(upcoming, aBlueprint(hard), { version })),
    ])
    expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(1)
    expect(outcomes).toContainEqual({ code: 'ROUND_CHANGED', errors: undefined })
  })
})

describe('two questions that say the same', () => {
  const twins: BlueprintCell = { id: 'twins', draw: 2, pointsThousandths: 1_000, from: { tags: ['sinh đôi'] } }
  beforeAll(async () => {
    await running.database.sql.begin((transaction) =>
      running.app.features.bank.store(transaction, [
        asked('Ngày thành lập Đoàn Thanh niên Cộng sản Hồ Chí Minh là ngày nào?', ['Đoàn'], 'recognition', ['sinh đôi']),
        asked('Đoàn Thanh niên Cộng sản Hồ Chí Minh thành lập ngày nào, là ngày?', ['Đoàn'], 'recognition', ['sinh đôi']),
        asked('Ai viết bài hát Thanh niên làm theo lời Bác?', ['Đoàn'], 'recognition', ['sinh đôi']),
      ]),
    )
  })

  test('are named when one paper may show both, and the warning is kept with what was saved', async () => {
    const checked = await blueprints().check(aBlueprint(twins), 'vi')
    expect(checked.alikeCount).toBe(1)
    expect(checked.alike).toMatchObject([
      {
        keysDisagree: false,
        questions: [
          { poolId: 'twins', stem: expect.stringContaining('thành lập') },
          { poolId: 'twins', stem: expect.stringContaining('thành lập') },
        ],
      },
    ])
    expect(await save(upcoming, aBlueprint(twins))).toMatchObject({ alikeCount: 1, alike: checked.alike })
    expect(await blueprints().view(upcoming.slug, upcoming.roundId)).toMatchObject({ alikeCount: 1, alike: checked.alike })
  })

  test('are not, where a paper draws one of them', async () => {
    expect(await blueprints().check(aBlueprint({ ...twins, draw: 1 }), 'vi')).toMatchObject({ alikeCount: 0, alike: [] })
  })

  test('are named across cells too', async () => {
    const lone = (id: string) => ({ ...twins, id, draw: 1 })
    expect(
      (await blueprints().check(aBlueprint(lone('a'), lone('b'), lone('c')), 'vi')).alike[0]?.questions.map(({ poolId }) => poolId),
    ).toHaveLength(2)
  })
})

describe('a blueprint is refused', () => {
  test('that the bank cannot fill, with what each cell lacks, and nothing is changed', async () => {
    const version = await versionOf(upcoming)
    expect(await refusal(save(upcoming, aBlueprint({ ...law, draw: 5 }, { ...hard, draw: 4 })))).toEqual({
      code: 'BLUEPRINT_NOT_FILLED',
      errors: [
        { at: '/blueprint/cells/1', reason: 'Thiếu 3 câu: cần 4, ngân hàng có 3 câu đã duyệt phù hợp. Các ô này cần chung những câu đó: law.' },
      ],
    })
    expect(await versionOf(upcoming)).toBe(version)
  })

  test('once the round is open', async () => {
    expect(await refusal(save(open, aBlueprint(law)))).toMatchObject({ code: 'ROUND_ALREADY_OPEN' })
    expect((await (await aParticipant(running.origin, open)).start()).status).toBeLessThan(300)
  })

  test('that no bank could fill', async () => {
    expect(await refusal(save(upcoming, aBlueprint(law, law)))).toEqual({
      code: 'BLUEPRINT_REFUSED',
      errors: [{ at: '/blueprint/cells/1', reason: 'Hai ô có cùng mã. Hãy đặt mã khác.' }],
    })
  })

  test('to whoever is not logged in', async () => {
    const url = `${running.origin}/api/v1/staff/contests/${upcoming.slug}/rounds/${upcoming.roundId}/blueprint`
    expect((await fetch(url)).status).toBe(401)
  })
})

test('a check says what a blueprint would come to and saves nothing', async () => {
  const version = await versionOf(upcoming)
  expect(await blueprints().check(aBlueprint({ ...law, draw: 2 }), 'vi')).toMatchObject({
    questionCount: 2,
    attemptsWithoutRepeat: 3,
    pools: [{ id: 'law', draw: 2, size: 6 }],
  })
  expect(await versionOf(upcoming)).toBe(version)
})
