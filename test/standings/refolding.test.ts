import { beforeAll, describe, expect, test } from 'vitest'
import type { RankingRule } from '../../server/contract/ranking.ts'
import { afterFile } from '../helpers/after-file.ts'
import { eventually } from '../helpers/eventually.ts'
import { aParticipant } from '../helpers/participant.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'

const closing = afterFile()
let running: TestApp
let contest: TestContest

beforeAll(async () => {
  running = await startTestApp({}, closing)
  contest = await seedContest(running, { questionCount: 2, correct: () => 0, settings: { ranking: [{ key: 'score' }] } })
  for (const answers of [[0], [0, 0], [1, 0]]) await sit(answers)
})

async function sit(answers: number[]): Promise<void> {
  const participant = await aParticipant(running.origin, contest)
  const { body } = await participant.start()
  const rightFirst = (question: (typeof body.questions)[number], wanted: number) => {
    const right = (question as unknown as { options: string[] }).options.findIndex((text) => text.endsWith('một'))
    return wanted === 0 ? right : (right + 1) % 4
  }
  for (const [position, wanted] of answers.entries())
    await participant
      .attempt(body)
      .save([participant.aTap(position, rightFirst(body.questions[position] as (typeof body.questions)[number], wanted))])
  await participant.attempt(body).submit()
}

const standingsIn = (roundId: number) => running.database.sql<{ placeBy: string; rulesVersion: number }[]>`
  select array_to_string(place_by, ',') as "placeBy", rules_version as "rulesVersion" from standings
  where contest_id = ${contest.contestId} and round_id = ${roundId} and projection = 'official' order by place_by`

/** As an official act does it: the next version, of which only the ranking is new. */
async function rankBy(ranking: RankingRule[]): Promise<void> {
  await running.database.sql.begin(async (transaction) => {
    const [round] = await transaction<{ version: number }[]>`
      update rounds set version = version + 1 where contest_id = ${contest.contestId} and id = ${contest.roundId} returning version`
    await transaction`
      insert into round_versions (contest_id, round_id, version, settings)
      select contest_id, round_id, ${round?.version ?? 0}, settings || ${transaction.json({ ranking })}::jsonb from round_versions
      where contest_id = ${contest.contestId} and round_id = ${contest.roundId} and version = ${(round?.version ?? 0) - 1}`
  })
}

describe('standings follow the rules in force', () => {
  test('a changed order of keys reaches everybody who stands, and boards', async () => {
    expect((await standingsIn(contest.roundId)).map(({ placeBy }) => placeBy)).toEqual(['-2000', '-1000', '-1000'])
    await rankBy([{ key: 'attemptsUsed' }, { key: 'score' }])
    await eventually('all are made by the new rules', async () =>
      (await standingsIn(contest.roundId)).every(({ rulesVersion }) => rulesVersion === 2),
    )
    expect((await standingsIn(contest.roundId)).map(({ placeBy }) => placeBy)).toEqual(['1,-2000', '1,-1000', '1,-1000'])
    const board = { contestId: contest.contestId, roundId: contest.roundId, projection: 'official' as const }
    const shown = async () =>
      (await running.app.features.boards.read(board, true)).rows.map(({ place, scoreThousandths }) => [place, scoreThousandths])
    await eventually('the board has followed', async () => (await shown()).join() === '1,2000,2,1000,2,1000')
  })

  test('a contest that begins to add up its rounds finds everybody who has stood in one', async () => {
    expect(await standingsIn(0)).toEqual([])
    const cumulative = { counts: 'sum', bestRounds: null, ranking: [{ key: 'score' }], places: 'shared' }
    await running.database.sql`
      update contests set version = version + 1, rules_version = version + 1, settings = settings || ${running.database.sql.json({ cumulative })}::jsonb where id = ${contest.contestId}`
    await eventually('all stand in the contest', async () => (await standingsIn(0)).length === 3)
    expect((await standingsIn(0)).map(({ placeBy }) => placeBy)).toEqual(['-2000', '-1000', '-1000'])
    // and from now on with each submission
    await sit([0, 0])
    expect((await standingsIn(0)).map(({ placeBy }) => placeBy)).toEqual(['-2000', '-2000', '-1000', '-1000'])
  })
})
