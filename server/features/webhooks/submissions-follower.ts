import type { Clock } from '../../clock.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { StandingsStore } from '../standings/standings-store.ts'
import type { Follower, Person, SubmissionsStore } from './submissions-store.ts'

type Dependencies = { store: SubmissionsStore; standings: Pick<StandingsStore, 'changes'>; contests: Pick<ContestsService, 'all'>; clock: Clock }

// more than one transaction can write, or a piece would end where it began
const pieceSize = 1_000
/** Shorter than deliveries are kept: whatever is met again was told and is still known to be. */
const toldWithinMs = 20 * 86_400_000

/**
 * Writes down submissions to be told, beside the road that they take: it follows the standings, which change with every scoring. What
 * it meets twice is told once.
 */
export function createSubmissionsFollower({ store, standings, contests, clock }: Dependencies) {
  async function follow({ endpointId, enabledAt, followsFrom }: Follower, contestId: number): Promise<void> {
    const since = new Date(Math.max(enabledAt.getTime(), clock.now() - toldWithinMs))
    for (let from = (await store.cursor(endpointId, contestId)) ?? followsFrom; ; ) {
      const { rows, seenBelow } = await standings.changes(contestId, from, pieceSize)
      const people = new Map<string, Person>()
      for (const { roundId, contestantId } of rows) if (roundId > 0) people.set(`${roundId} ${contestantId}`, { roundId, contestantId })
      if (people.size > 0) await store.tell(endpointId, contestId, [...people.values()], since)
      if (rows.length > 0) await store.moveCursor(endpointId, contestId, seenBelow)
      if (rows.length < pieceSize || seenBelow === from) return
      from = seenBelow
    }
  }

  return async function followSubmissions(): Promise<void> {
    const followers = await store.followers()
    if (followers.length === 0) return
    const all = await contests.all()
    const now = clock.now()
    for (const follower of followers) {
      // a contest that is long over has nothing new to tell
      const followed = all.filter(
        ({ id, rounds }) =>
          (follower.contestId === null || follower.contestId === id) &&
          rounds.some(({ opensAt, closesAt }) => opensAt.getTime() <= now && closesAt.getTime() > now - toldWithinMs),
      )
      for (const contest of followed) await follow(follower, contest.id)
    }
  }
}
