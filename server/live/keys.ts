import type { BoardId } from './port.ts'

// The catalogue of every key in Redis. All keys of a contest share one hash tag, so that a contest lives on one shard
// of a cluster and its scripts may touch several of its keys; contests spread over the shards.

export function boardName({ contestId, roundId, projection, ageGroupId }: BoardId): string {
  return `{c${contestId}}:r${roundId}:${projection}${ageGroupId === undefined ? '' : `:a-${ageGroupId}`}`
}

export type BoardKeys = { board: string; standings: string; tallies: string; watermark: string }

/** How members and records are written: a process of another version does not touch these keys. */
const format = 'v3'

/** `board` sorted set of members · `standings` hash of buckets of records: version, units and keys of each entrant · `tallies` hash unit → entrants · `watermark` string */
export function boardKeys(id: BoardId): BoardKeys {
  const prefix = `hoithi:${boardName(id)}:${format}`
  return { board: `${prefix}:board`, standings: `${prefix}:standings`, tallies: `${prefix}:tallies`, watermark: `${prefix}:watermark` }
}

/** The generation being filled beside the one in use. */
export function nextBoardKeys(id: BoardId): BoardKeys {
  const prefix = `hoithi:${boardName(id)}:${format}:next`
  return { board: `${prefix}:board`, standings: `${prefix}:standings`, tallies: `${prefix}:tallies`, watermark: `${prefix}:watermark` }
}

/** A bucket is a string, the time in milliseconds at which it is full again; it expires then. */
export function bucketKey(rule: string, who: string): string {
  return `hoithi:{l:${rule}:${who}}:bucket`
}

export const noticeChannel = 'hoithi:notices'
