import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import type { BoardPair, BoardSnapshot } from '../../../server/contract/boards.ts'
import { eventually } from '../../helpers/eventually.ts'
import type { Staff } from '../../helpers/staff.ts'
import type { Boards, ContestTable } from './contest-table.ts'
import type { Played } from './play-contest.ts'
import { shownToEverybody } from './shown-names.ts'

/** The board over all rounds. */
export const wholeContestTitle = 'Cả cuộc thi'

/** Both boards of each round that the table tells, place by place, name by name and key by key, as officials and everybody read them over HTTP. */
export async function expectBoards(played: Played, owner: Staff, table: ContestTable): Promise<void> {
  const told = [{ query: '', of: '', official: table.official, public: table.public }]
  for (const [id, boards] of Object.entries(table.ageGroups ?? {}))
    told.push({ query: `?ageGroupId=${id}`, of: `${id} of `, public: undefined, ...boards })
  for (const { query, of, ...boards } of told)
    for (const projection of ['official', 'public'] as const)
      for (const [title, lines] of Object.entries<Boards[string]>(boards[projection] ?? {}))
        await expectBoard(`${projection} board of ${of}${title}`, () => linesOf(played, owner, title, query, projection), asShown(lines, projection))
}

/** Live boards follow within a moment; when one never does, the comparison says in what. */
async function expectBoard(name: string, read: () => Promise<unknown[]>, lines: unknown[]): Promise<void> {
  await eventually(`the ${name} has followed`, async () => isDeepStrictEqual(await read(), lines), 20_000).catch(() => {})
  expect(await read(), name).toEqual(lines)
}

async function linesOf({ slug, roundIds }: Played, owner: Staff, title: string, query: string, projection: keyof BoardPair): Promise<unknown[]> {
  const roundId = roundIds.get(title)
  if (roundId === undefined && title !== wholeContestTitle) throw new Error(`no round is called ${title}`)
  const path = roundId === undefined ? `/contests/${slug}/boards` : `/contests/${slug}/rounds/${roundId}/boards`
  const { body } = await owner.ask<BoardPair>('GET', `${path}${query}`)
  const { rows }: BoardSnapshot = body[projection]
  return rows.map(({ place, name, values }) => [place, name, ...values])
}

function asShown(lines: Boards[string], projection: keyof BoardPair): unknown[] {
  return lines.map(([place, who, ...keys]) => [place, projection === 'official' ? who : shownToEverybody(who), ...keys])
}
