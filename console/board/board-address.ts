import { matchPath } from '../router/match-path.ts'

export type BoardAddress = { slug: string; roundId: number | null }

/** What `/board/:slug` or `/board/:slug/:roundId` asks for; null where the address names nothing. */
export function readBoardAddress(path: string): BoardAddress | null {
  const contest = matchPath('/board/:slug', path)
  if (contest?.slug) return { slug: contest.slug, roundId: null }
  const round = matchPath('/board/:slug/:roundId', path)
  if (round?.slug && /^[1-9]\d{0,9}$/.test(round.roundId ?? '')) return { slug: round.slug, roundId: Number(round.roundId) }
  return null
}
