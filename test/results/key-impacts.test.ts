import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Amendment } from '../../server/contract/bank.ts'
import type { AmendedScores, KeyImpact } from '../../server/contract/key-impacts.ts'
import { eventually } from '../helpers/eventually.ts'
import type { ContestTable } from '../rules/contests/contest-table.ts'
import { looksAt } from './looks-at.ts'
import { openSealStage } from './seal-stage.ts'

const table: ContestTable = {
  contest: { prizes: [{ id: 'nhat', title: 'Giải Nhất', count: 1, for: { kind: 'person', roundId: 1 } }] },
  rounds: [
    {
      title: 'Vòng 1',
      opens: '2026-03-02 09:00',
      closes: '2026-03-08 17:00',
      questions: 2,
      rules: { ranking: [{ key: 'score' }, { key: 'durationMs' }] },
    },
  ],
  people: { 'Lê An': {}, 'Phạm Bình': {}, 'Vũ Cường': {} },
  sittings: [
    { who: 'Lê An', at: '2026-03-02 09:00', right: 2, took: '03:00' },
    { who: 'Phạm Bình', at: '2026-03-02 09:00', right: 0, wrong: 2, took: '02:00' },
    { who: 'Vũ Cường', at: '2026-03-02 09:00', right: 0, wrong: 1, took: '01:00' },
  ],
  official: {},
}

type Stage = Awaited<ReturnType<typeof openSealStage>>
function impactsOn({ owner, running }: Stage) {
  const { sql } = running.database
  const lookAt = async (revisionId: string, change: object) => {
    const asked = await owner.ask<KeyImpact>('POST', `/bank/revisions/${revisionId}/impacts`, { change })
    expect(asked.status, JSON.stringify(asked.body)).toBe(202)
    return eventually('the impact is worked out', async () => {
      const { body } = await owner.ask<KeyImpact>('GET', `/bank/impacts/${asked.body.id}`)
      return body.state === 'ready' && body
    })
  }
  return {
    lookAt,
    /** Papers are drawn: somebody who was wrong or left it open has one of these questions. */
    async lookForOne(change: object, isMeant = ({ rounds: [round] }: KeyImpact) => round !== undefined && round.changed > 0): Promise<KeyImpact> {
      const revisions = await sql<{ id: string }[]>`select id from question_revisions where content->>'type' = 'single-choice' order by id`
      for (const { id } of revisions) {
        const impact = await lookAt(id, change)
        if (isMeant(impact)) return impact
      }
      throw new Error('no question is like that')
    },
    amend: (revisionId: string, impactId: string, change: object) =>
      owner.ask<Amendment>('POST', `/bank/revisions/${revisionId}/amendments`, {
        actionId: randomUUID(),
        reason: 'Câu hỏi in sai',
        change,
        impactId,
      }),
    rescored: (keyNumber: number) =>
      eventually('every score is made anew', async () => {
        const [left] = await sql<{ count: number }[]>`select count(*)::integer as count from attempts where key_number < ${keyNumber}`
        return left?.count === 0
      }),
  }
}

test('what an amendment would change is shown before it is decided, and the decision names what was seen', async () => {
  const stage = await openSealStage(table)
  const { owner, running } = stage
  const { sql } = running.database
  const { lookAt, lookForOne, amend: amendOf, rescored } = impactsOn(stage)
  const scores = () => sql<{ contestantId: string; score: number }[]>`
    select contestant_id as "contestantId", score_thousandths as score from attempts order by contestant_id`
  const before = [...(await scores())]
  const change = { kind: 'voided', as: 'full-marks' }
  const impact = await lookForOne(change)
  const { revisionId } = impact
  const amend = (impactId: string, what: object) => amendOf(revisionId, impactId, what)
  const [round] = impact.rounds
  expect(round).toMatchObject({ roundId: 1, attempts: 3, prizesLeftOut: [] })
  expect(round?.changed).toBeGreaterThan(0)
  // nothing was written that counts
  expect([...(await scores())]).toEqual(before)

  // nor is anybody's name: it would outlive its person. Whoever reads is told it, and that is a look
  const [kept] = await sql<{ kept: string }[]>`select coalesce(result::text, '') || step::text as kept from key_impacts where id = ${impact.id}`
  expect(kept?.kept).not.toMatch(/"name"|Lê An|Phạm Bình|Vũ Cường/)
  expect(round?.first.map(({ name }) => name).sort()).toEqual(['Lê An', 'Phạm Bình', 'Vũ Cường'])
  const told = async () => (await owner.ask<KeyImpact>('GET', `/bank/impacts/${impact.id}`)).body.rounds[0]
  await looksAt(running, () => told(), { act: 'board.look', subject: { impactId: impact.id, roundId: 1 } })

  // what is told comes true once it is decided
  expect((await amend(impact.id, { kind: 'voided', as: 'taken-out' })).problem.code).toBe('IMPACT_NOT_SEEN')
  const decided = await amend(impact.id, change)
  expect(decided.status).toBe(200)
  await rescored(decided.body.number)
  const after = [...(await scores())]
  const gained = after.map(({ score }, index) => score - (before[index]?.score ?? 0)).filter((delta) => delta !== 0)
  expect(round?.changed).toBe(gained.length)
  expect(round?.deltas.filter(({ thousandths }) => thousandths !== 0)).toEqual(
    gained.length === 0 ? [] : [{ thousandths: 1_000, attempts: gained.length }],
  )
  const places = await sql<{ id: string; place: number }[]>`
    select contestant_id as id, rank() over (order by place_by)::integer as place from standings where projection = 'official' and round_id = 1`
  expect(new Map(round?.first.map(({ contestantId, placeThen }) => [contestantId, placeThen]))).toEqual(
    new Map(places.map(({ id, place }) => [id, place])),
  )
  // old and new are kept beside each other
  const page = await owner.ask<AmendedScores>('GET', `${stage.base}/amendments/${decided.body.number}/scores?roundId=1`)
  const amended = new Map(page.body.scores.map((one) => [one.contestantId, one]))
  const nowAt = new Map(places.map(({ id, place }) => [id, place]))
  const wasAt = new Map(round?.first.map(({ contestantId, place }) => [contestantId, place]))
  expect(amended.size).toBe(gained.length)
  for (const [index, { contestantId, score }] of after.entries()) {
    const old = before[index]?.score ?? 0
    if (old === score) continue
    expect(amended.get(contestantId)).toMatchObject({
      keyBefore: 0,
      keyAfter: decided.body.number,
      scoreBefore: old,
      scoreAfter: score,
      placeBefore: wasAt.get(contestantId),
      placeAfter: nowAt.get(contestantId),
    })
  }
  expect(page.body.scores[0]?.name).toMatch(/^(?:Lê An|Phạm Bình|Vũ Cường)$/)
  // a further amendment leaves its own trace and does not touch this one
  const takenOut = { kind: 'voided', as: 'taken-out' }
  const next = await amend((await lookAt(revisionId, takenOut)).id, takenOut)
  expect(next.status, JSON.stringify(next.body)).toBe(200)
  const again = await eventually('scores are made anew once more', async () => {
    const { body } = await owner.ask<AmendedScores>('GET', `${stage.base}/amendments/${next.body.number}/scores?roundId=1`)
    return body.scores.length > 0 && body
  })
  for (const { contestantId, keyBefore, scoreBefore, placeBefore } of again.scores) {
    expect({ keyBefore, scoreBefore }).toEqual({
      keyBefore: decided.body.number,
      scoreBefore: after.find((one) => one.contestantId === contestantId)?.score,
    })
    expect(placeBefore).toBe(nowAt.get(contestantId))
  }
  expect((await owner.ask('GET', `${stage.base}/amendments/${decided.body.number}/scores?roundId=1`)).body).toEqual(page.body)
  // whoever is nobody any more is nobody here
  const erased = stage.people.get('Vũ Cường') ?? ''
  await owner.ask('POST', `${stage.base}/people/${erased}/erasure`, { reason: 'theo yêu cầu của người dự thi' })
  const left = await told()
  expect(left?.first.find(({ contestantId }) => contestantId === erased)?.name).toBe('')
  expect(JSON.stringify(left)).not.toContain('Vũ Cường')
  // it was seen before another amendment came: it says nothing any more
  expect((await amend(impact.id, change)).problem.code).toBe('IMPACT_NOT_SEEN')
})

const ranking = [{ key: 'score' }, { key: 'durationMs' }] as const
const twoRounds: ContestTable = {
  contest: {
    cumulative: { counts: 'sum', bestRounds: null, ranking: [...ranking], places: 'shared' },
    prizes: [{ id: 'chung-cuoc', title: 'Giải chung cuộc', count: 1, for: { kind: 'person', roundId: null } }],
  },
  rounds: [1, 2].map((round) => ({
    title: `Vòng ${round}`,
    opens: `2026-03-0${round} 09:00`,
    closes: `2026-03-0${round} 17:00`,
    questions: 2,
    rules: { ranking: [...ranking] },
  })),
  people: { 'Lê An': {}, 'Phạm Bình': {}, 'Vũ Cường': {} },
  sittings: [
    { who: 'Lê An', at: '2026-03-01 09:00', right: 1, wrong: 1, took: '03:00' },
    { who: 'Phạm Bình', at: '2026-03-01 09:00', right: 1, wrong: 1, took: '02:00' },
    { who: 'Lê An', at: '2026-03-02 09:00', round: 'Vòng 2', right: 1, wrong: 1, took: '03:00' },
    { who: 'Phạm Bình', at: '2026-03-02 09:00', round: 'Vòng 2', right: 1, wrong: 1, took: '02:00' },
    { who: 'Vũ Cường', at: '2026-03-02 09:00', round: 'Vòng 2', right: 1, wrong: 1, took: '01:00' },
  ],
  official: {},
}

test('the result over all rounds is foreseen too, with its places and its prizes', async () => {
  const stage = await openSealStage(twoRounds)
  const { sql } = stage.running.database
  const { lookForOne, amend, rescored } = impactsOn(stage)
  const change = { kind: 'voided', as: 'full-marks' }
  const impact = await lookForOne(change, ({ rounds }) => rounds.at(-1)?.roundId === 0 && (rounds.at(-1)?.peopleMoved ?? 0) > 0)
  const whole = impact.rounds.at(-1)
  expect(whole).toMatchObject({ roundId: 0, title: '', prizesLeftOut: [] })
  expect(whole?.changed).toBeGreaterThan(0)
  const decided = await amend(impact.revisionId, impact.id, change)
  expect(decided.status, JSON.stringify(decided.body)).toBe(200)
  await rescored(decided.body.number)
  const places = await sql<{ id: string; place: number }[]>`
    select contestant_id as id, rank() over (order by place_by)::integer as place from standings where projection = 'official' and round_id = 0`
  const foreseen = new Map(whole?.first.map(({ contestantId, placeThen }) => [contestantId, placeThen]))
  expect(foreseen).toEqual(new Map(places.map(({ id, place }) => [id, place])))
  const moved = whole?.first.filter(({ place, placeThen }) => place !== placeThen) ?? []
  expect(whole?.peopleMoved).toBe(moved.length)
  const firstOf = (by: 'place' | 'placeThen') => whole?.first.filter((row) => row[by] === 1).map(({ name }) => name)
  const [winners, winnersThen] = [firstOf('place'), firstOf('placeThen')]
  expect(whole?.prizes).toEqual(
    winners?.join() === winnersThen?.join() ? [] : [{ prizeId: 'chung-cuoc', title: 'Giải chung cuộc', winners, winnersThen }],
  )
})
