import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { createMemoryLiveState } from '../live/memory/memory-live-state.ts'
import type { LiveState } from '../live/port.ts'
import { createRedisLiveState } from '../live/redis/redis-live-state.ts'

export function chooseLiveState(config: Config, logger: Logger): LiveState {
  if (config.REDIS_URL === '') return createMemoryLiveState({ ceiling: config.LIVE_CEILING })
  const urls = config.REDIS_URL.split(',').map((url) => url.trim())
  let wasAway = false
  // one line when Redis goes, not one for each try to reach it
  return createRedisLiveState({
    urls,
    onError(error) {
      if (!wasAway) logger.warn({ reason: error.message }, 'Redis is away: going on without it')
      wasAway = true
    },
    onReady() {
      if (wasAway) logger.warn('Redis is back')
      wasAway = false
    },
  })
}
