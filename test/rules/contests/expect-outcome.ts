import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import type { AwardsView, Winners } from '../../../server/contract/awards.ts'
import type { MemberListView } from '../../../server/contract/members.ts'
import type { UnitRaceBoard } from '../../../server/contract/unit-races.ts'
import { eventually } from '../../helpers/eventually.ts'
import { call } from '../../helpers/participant.ts'
import { logInAs, type Staff } from '../../helpers/staff.ts'
import type { ContestTable } from './contest-table.ts'
import { expectBoards } from './expect-boards.ts'
import { type Played, playContest } from './play-contest.ts'
import { shownToEverybody } from './shown-names.ts'

/** Plays the contest of a table, and holds everything that the table says against what officials and everybody read over HTTP. */
export async function expectOutcome(table: ContestTable): Promise<void> {
  const played = await playContest(table)
  const owner = await logInAs(played.running, 'owner')
  await expectBoards(played, owner, table)
  if (table.races) await expectRaces(played, owner, table.races)
  if (table.turnout) await expectTurnout(played, owner, table.turnout)
  if (table.prizes) await expectPrizes(played, owner, table.prizes)
}

async function expectRaces({ running, slug }: Played, owner: Staff, races: NonNullable<ContestTable['races']>): Promise<void> {
  for (const [id, expected] of Object.entries(races)) {
    const asked = {
      official: async () => (await owner.ask<UnitRaceBoard>('GET', `/contests/${slug}/races/${id}`)).body,
      public: async () => (await call<UnitRaceBoard>(running.origin, 'GET', `/api/v1/contests/${slug}/races/${id}`)).body,
    }
    for (const projection of ['official', 'public'] as const) {
      const read = async () => (await asked[projection]()).rows.map(({ place, unitName, value, entrants }) => [place, unitName, value, entrants])
      // counted in the background, every now and then
      await eventually('the race has followed', async () => isDeepStrictEqual(await read(), expected[projection]), 20_000).catch(() => {})
      expect(await read(), `${projection} race ${id}`).toEqual(expected[projection])
    }
  }
}

async function expectTurnout({ slug }: Played, owner: Staff, turnout: NonNullable<ContestTable['turnout']>): Promise<void> {
  const { body } = await owner.ask<MemberListView>('GET', `/contests/${slug}/members/entitled`)
  expect(Object.fromEntries(body.units.map(({ unitName, total, registered }) => [unitName, [total, registered]]))).toEqual(turnout)
}

/** As they are proposed from the seal, and, once every winner was reached and an official has decided, as everybody reads them. */
async function expectPrizes({ running, slug }: Played, owner: Staff, prizes: NonNullable<ContestTable['prizes']>): Promise<void> {
  const base = `/contests/${slug}/awards`
  const proposed = (await owner.ask<AwardsView>('GET', base)).body.awards
  expect(
    Object.fromEntries(
      proposed.map(({ title, winners, passedOver }) => [
        title,
        { winners: winners.map(({ name }) => name), passedOver: Object.fromEntries(passedOver.map(({ name, because }) => [name, because])) },
      ]),
    ),
  ).toEqual(Object.fromEntries(Object.entries(prizes).map(([title, prize]) => [title, { passedOver: {}, ...prize }])))

  const isPerson = (id: string) => id.includes('-')
  for (const { id } of new Map(proposed.flatMap(({ winners }) => winners).map((winner) => [winner.id, winner])).values()) {
    const whom = isPerson(id) ? { contestantId: id } : { unitId: Number(id) }
    const check = { actionId: randomUUID(), ...whom, outcome: 'confirmed', calledAt: '2026-03-09T02:00:00.000Z', checked: 'CCCD' }
    expect((await owner.ask('POST', `${base}/checks`, check)).status).toBe(200)
  }
  for (const act of ['decision', 'publication']) expect((await owner.ask('POST', `${base}/${act}`, { actionId: randomUUID() })).status).toBe(200)
  const { body } = await call<Winners>(running.origin, 'GET', `/api/v1/contests/${slug}/winners`)
  const people = new Set(proposed.flatMap(({ winners }) => winners.filter(({ id }) => isPerson(id)).map(({ name }) => name)))
  expect(Object.fromEntries(body.prizes.map(({ title, winners }) => [title, winners.map(({ name }) => name)]))).toEqual(
    Object.fromEntries(
      Object.entries(prizes).map(([title, { winners }]) => [title, winners.map((name) => (people.has(name) ? shownToEverybody(name) : name))]),
    ),
  )
}
