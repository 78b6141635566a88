import type { Logger } from 'pino'
import type { CorrectedClock, Scheduler } from './clock.ts'
import type { Config } from './config.ts'
import { isAwayError } from './database/database-errors.ts'
import type { Features } from './features.ts'
import { LiveAwayError } from './live/port.ts'
import type { Sockets } from './plugins/sockets.ts'

type Dependencies = { config: Config; features: Features; sockets: Sockets; clock: CorrectedClock; scheduler: Scheduler; logger: Logger }

/** What goes on beside requests. Every process runs all of it; each job shares or skips work by itself. */
export function startJobs({ config, features, sockets, clock, scheduler, logger }: Dependencies): { stop(): Promise<void> } {
  const quietly = (name: string, job: () => Promise<void>) => async () => {
    try {
      await job()
    } catch (error) {
      // a store that is away is seen in /readyz and in the metrics; a line a second would only bury the rest
      if (isAwayError(error) || error instanceof LiveAwayError) logger.debug({ job: name }, 'waits for its store')
      else logger.error({ err: error, job: name }, 'job failed')
    }
  }
  const running = jobs(features, { config, sockets, clock }).map(([name, pauseMs, job]) => scheduler.every(pauseMs, quietly(name, job)))
  return {
    async stop() {
      await Promise.all(running.map((job) => job.stop()))
    },
  }
}

type Job = [name: string, pauseMs: number, run: () => Promise<void>]

function jobs(features: Features, { config, sockets, clock }: Pick<Dependencies, 'config' | 'sockets' | 'clock'>): Job[] {
  const second = 1_000
  const [minute, hour] = [60 * second, 3_600 * second]
  return [
    ['sweep', second, () => features.sweeper.run()],
    ['reconcile', second, () => features.reconciler.run()],
    ['boards', 300, () => features.feeds.tick(sockets.watchers)],
    ['versions', 3 * second, () => features.contests.checkVersions()],
    ['units', 3 * second, () => features.units.checkVersion()],
    ['integrity', 3 * second, () => features.integrity.run()],
    ['rescore', 3 * second, () => features.rescorer.run()],
    ['statistics', 5 * second, () => features.statistics.run()],
    ['pairs', 3 * second, () => features.alikePairs.run()],
    ['mails', second, () => features.mails.run()],
    ['messages', second, () => features.messages.run()],
    ['beat', 5 * second, () => features.serviceState.beat(config.HOLD_MINUTES)],
    ['clock', 10 * second, () => clock.measure(() => features.serviceState.databaseNow())],
    ['sign', minute, () => features.headSigner.run()],
    ['erasures', 10 * second, () => features.erasureJournal.run()],
    ['tickets', minute, () => features.tickets.tidy()],
    ['codes', minute, () => features.verification.tidy()],
    ['notices', minute / 2, () => features.loginNotices.run()],
    ['sessions', hour, () => features.accounts.tidy()],
    ['retention', minute, () => features.retention.run()],
    ['bank', hour, () => features.imports.tidy()],
    ['unit files', hour, () => features.unitImports.tidy()],
  ]
}
