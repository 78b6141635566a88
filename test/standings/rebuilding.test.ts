import { Redis } from 'ioredis'
import { expect, inject, onTestFinished, test } from 'vitest'
import { decodeMember } from '../../server/features/standings/board-member.ts'
import { createStandingsStore } from '../../server/features/standings/standings-store.ts'
import { boardKeys } from '../../server/live/keys.ts'
import { eventually } from '../helpers/eventually.ts'
import { aParticipant } from '../helpers/participant.ts'
import { takePart } from '../helpers/sitting-by-score.ts'
import { startTestApp } from '../helpers/test-app.ts'
import { seedContest } from '../helpers/test-contest.ts'

test('boards that are lost and rebuilt again and again while people submit and attempts are voided end as PostgreSQL has them', async () => {
  const running = await startTestApp({ live: 'redis' })
  const ranking = [{ key: 'score' as const }, { key: 'attemptsUsed' as const }]
  const contest = await seedContest(running, {
    correct: () => 0,
    settings: { ranking },
    rules: { cumulative: { counts: 'sum', bestRounds: null, ranking, places: 'shared' } },
  })
  const { reconciler, standings } = running.app.features
  const redis = new Redis(inject('redisUrl'))
  onTestFinished(() => redis.disconnect())
  const store = createStandingsStore(running.database)
  const boards = [contest.roundId, 0].map((roundId) => ({ contestId: contest.contestId, roundId, projection: 'official' as const }))
  await reconciler.run()

  let isSubmitting = true
  async function loseBoards(): Promise<number> {
    let times = 0
    for (; isSubmitting; times += 1) {
      for (const board of boards) await redis.del(...Object.values(boardKeys(board)))
      await reconciler.run()
    }
    return times
  }
  async function submit(index: number): Promise<void> {
    const person = await aParticipant(running.origin, contest, { unitId: contest.unitIds[['C1', 'C2', 'C3'][index % 3] as string] })
    for (const score of [index % 6, (index * 5) % 6]) await takePart(person, score)
    if (index % 4 > 0) return
    // as an official voids all of somebody's attempts
    const rows = await running.database.sql.begin(async (transaction) => {
      const [row] = await transaction<
        { id: string }[]
      >`select id from contestants where contest_id = ${contest.contestId} and device = ${person.device}`
      const ids = [row?.id as string]
      await standings.hold(transaction, contest.contestId, ids)
      await transaction`update attempts set state = 'voided' where contest_id = ${contest.contestId} and contestant_id = ${ids[0] as string}`
      return standings.refold(transaction, { contestId: contest.contestId, roundId: contest.roundId }, ids)
    })
    standings.announce(contest.contestId, rows)
  }
  const losing = loseBoards()
  await Promise.all(Array.from({ length: 16 }, (_, index) => submit(index)))
  isSubmitting = false
  expect(await losing).toBeGreaterThan(1)

  for (const board of boards) {
    const wanted = (await store.top(board, 100)).map(({ contestantId, placeBy }) => ({ entrantId: contestantId, placeBy }))
    expect(wanted.length).toBe(12)
    await eventually('the board is as PostgreSQL has it', async () => {
      await reconciler.run()
      const shown = (await running.live.boards.page(board, 0, 100)).map(({ member }) => decodeMember(member))
      return JSON.stringify(shown.map(({ entrantId, placeBy }) => ({ entrantId, placeBy }))) === JSON.stringify(wanted)
    })
    const tallies = await running.live.boards.tallies(board)
    expect(tallies.find(({ unitId }) => unitId === contest.unitIds.T)?.entrants).toBe(12)
  }
})
