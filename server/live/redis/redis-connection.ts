import { Cluster, Redis } from 'ioredis'
import type { Script } from '../define-script.ts'
import { LiveAwayError } from '../port.ts'

export type RedisClient = Redis | Cluster

/** Answers "away" at once instead of queueing: what Redis missed is mended by the reconciler. */
const commandTimeout = 1_000

export function connectRedis(urls: readonly string[], onError: (error: Error) => void): RedisClient {
  const [first = '', ...others] = urls
  const client =
    others.length === 0
      ? new Redis(first, {
          enableOfflineQueue: false,
          maxRetriesPerRequest: 0,
          commandTimeout,
          retryStrategy: (tries) => Math.min(tries * 50, 1_000),
        })
      : new Cluster([...urls], {
          enableOfflineQueue: false,
          clusterRetryStrategy: (tries) => Math.min(tries * 50, 1_000),
          redisOptions: { maxRetriesPerRequest: 0, commandTimeout },
        })
  client.on('error', onError)
  return client
}

/** Runs a script by its hash; a server that does not know it yet is sent the source. Strings are bytes on the way there and back (see board-order.ts). */
export async function runScript<Key extends string, Argument extends string, Each extends string>(
  client: RedisClient,
  script: Script<Key, Argument, Each>,
  keys: Record<Key, string>,
  args: Record<Argument, string | number>,
  items?: readonly Record<Each, string | number>[],
): Promise<unknown> {
  const keyList = script.keysOf(keys)
  const rest = [...keyList, ...script.argumentsOf(args, items).map((value) => (typeof value === 'string' ? Buffer.from(value, 'latin1') : value))]
  const scripts = client as unknown as ByteScripts
  const reply = await orAway(
    scripts.evalshaBuffer(script.sha1, keyList.length, ...rest).catch((error: unknown) => {
      if (error instanceof Error && error.message.startsWith('NOSCRIPT')) return scripts.evalBuffer(script.source, keyList.length, ...rest)
      throw error
    }),
  )
  return asStrings(reply)
}

/** Both kinds of client have them; the types of the library leave them out. */
type ByteScripts = Record<
  'evalshaBuffer' | 'evalBuffer',
  (script: string, keyCount: number, ...rest: (string | number | Buffer)[]) => Promise<unknown>
>

function asStrings(reply: unknown): unknown {
  if (Buffer.isBuffer(reply)) return reply.toString('latin1')
  return Array.isArray(reply) ? reply.map(asStrings) : reply
}

/** Every failure of Redis is the same to callers: live state is away. */
export async function orAway<Result>(asked: Promise<Result>): Promise<Result> {
  try {
    return await asked
  } catch (error) {
    throw new LiveAwayError(error)
  }
}
