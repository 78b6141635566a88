import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import { shownName } from '../../../server/features/contestants/person-rules.ts'
import { decodeMember } from '../../../server/features/standings/board-member.ts'
import { rulesInForce, valuesOf } from '../../../server/features/standings/ranking.ts'
import type { BoardId } from '../../../server/live/port.ts'
import { eventually } from '../../helpers/eventually.ts'
import type { BoardLine, ContestTable } from './contest-table.ts'
import type { Played } from './play-contest.ts'

/** The board over all rounds. */
export const wholeContestTitle = 'Cả cuộc thi'

/** Both boards of each round that the table tells, place by place and key by key, as people and officials read them. */
export async function expectBoards(played: Played, table: ContestTable): Promise<void> {
  for (const [title, lines] of Object.entries(table.official)) await expectBoard(played, title, 'official', lines)
  for (const [title, lines] of Object.entries(table.public ?? {})) await expectBoard(played, title, 'public', lines)
}

async function expectBoard(played: Played, title: string, projection: 'official' | 'public', lines: readonly BoardLine[]): Promise<void> {
  const { contestId, running } = played
  const roundId = title === wholeContestTitle ? 0 : played.roundIds.get(title)
  if (roundId === undefined) throw new Error(`no round is called ${title}`)
  const { standings } = running.app.features
  const board: BoardId = projection === 'official' ? { contestId, roundId, projection } : await standings.publicBoard(contestId, roundId)
  const expected = lines.map((line) => [...line])
  // live state follows within a moment; when it never does, the comparison below says in what
  await eventually(`the ${projection} board of ${title} has followed`, async () =>
    isDeepStrictEqual(await linesOf(played, board, roundId), expected),
  ).catch(() => {})
  expect(await linesOf(played, board, roundId), `${projection} board of ${title}`).toEqual(expected)
  const shown = await running.app.features.boards.read(board, projection === 'official')
  const asShown = (name: string) => (projection === 'official' ? name : shownName({ fullName: name, publicName: 'masked' }))
  if (shown.rows.length > 0) expect(shown.rows.map(({ place, name }) => [place, name])).toEqual(lines.map(([place, name]) => [place, asShown(name)]))
}

async function linesOf({ running, contestId, people }: Played, board: BoardId, roundId: number): Promise<(number | string | null)[][]> {
  const names = new Map([...people].map(([name, id]) => [id, name]))
  const contest = await running.app.features.contests.byId(contestId)
  const ruled = roundId === 0 ? contest.settings.cumulative : contest.rounds.find(({ id }) => id === roundId)?.settings
  const ranking = rulesInForce(ruled?.ranking ?? [], ruled?.places ?? 'shared')
  return (await running.live.boards.page(board, 0, 100)).map(({ place, member }) => {
    const { placeBy, entrantId } = decodeMember(member)
    const values = valuesOf(ranking, placeBy)
    return [place, names.get(entrantId) ?? '', ...ranking.map(({ key }) => values[key] ?? null)]
  })
}
