import { expect, test } from 'vitest'
import type { BoardSnapshot } from '../../server/contract/boards.ts'
import type { TurnoutReport } from '../../server/contract/units.ts'
import { eventually } from '../helpers/eventually.ts'
import { aParticipant, call } from '../helpers/participant.ts'
import { seedContest } from '../helpers/test-contest.ts'
import { openUnitsStage } from './units-stage.ts'

const longAgo = '2025-01-01'

test.each(['memory', 'redis'] as const)(
  'after a merge live boards (%s) count people where their unit goes on, and old trees still say where they were',
  async (live) => {
    const running = await openUnitsStage(undefined, { live })
    const contest = await seedContest(running)
    const takesPart = async (code: string) => {
      const person = await aParticipant(running.origin, contest, { unitId: contest.unitIds[code] })
      expect((await person.attempt((await person.start()).body).submit()).status).toBe(200)
      return person
    }
    await takesPart('C1')
    await takesPart('X1')
    await takesPart('C3')
    const board = async () =>
      (await call<BoardSnapshot>(running.origin, 'GET', `/api/v1/contests/${contest.slug}/boards/${contest.roundId}`)).body.units.map(
        ({ unitName, entrants }) => `${unitName} ${entrants}`,
      )
    await eventually('both communes are on the board', async () => (await board()).join() === 'Xã An Bình 2,Xã Bình Minh 1')

    expect((await running.act('X1', 'headcounts', { headcount: 10, effectiveOn: longAgo })).status).toBe(200)
    expect((await running.merge(['X1'], 'X2')).status).toBe(200)
    // whoever registered before starts again and counts in the same place
    await takesPart('C1')
    await eventually('one commune is left, with all of them', async () => (await board()).join() === 'Xã Bình Minh 4', 40_000)

    const turnout = async (query: string) => (await running.owner.ask<TurnoutReport>('GET', `/contests/${contest.slug}/turnout?${query}`)).body
    const lines = ({ units }: TurnoutReport) =>
      units.map(({ name, entrants, entrantsOfItsOwn, rateThousandths }) => [name, entrants, entrantsOfItsOwn, rateThousandths])
    const [top, before] = [await running.idOf('T'), '2025-06-30']
    expect(lines(await turnout(`under=${top}`))).toEqual([['Xã Bình Minh', 4, 1, null]])
    expect(lines(await turnout(`under=${top}&day=${before}`))).toEqual([
      ['Xã An Bình', 3, 1, 300],
      ['Xã Bình Minh', 1, 0, null],
    ])
    expect(lines(await turnout(`under=${await running.idOf('X2')}`))).toEqual([
      ['Chi đoàn Trường học', 2, 2, null],
      ['Chi đoàn Thôn Đông', 1, 1, null],
      ['Chi đoàn Công an', 0, 0, null],
    ])
    expect(await turnout(`under=${await running.idOf('X1')}`)).toMatchObject({ code: 'UNIT_NOT_FOUND' })
  },
)
