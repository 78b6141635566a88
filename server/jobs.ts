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
  const { contests, feeds, headSigner, imports, integrity, mails, reconciler, rescorer, serviceState, statistics, sweeper, tickets, units } = features
  const quietly = (name: string, job: () => Promise<void>) => async () => {
    try {
      await job()
    } catch (error) {
      // a store that is away is seen in /readyz and in the metrics; a line a second would only bury the rest
      if (isAwayError(error) || error instanceof LiveAwayError) logger.debug({ job: name }, 'waits for its store')
      else logger.error({ err: error, job: name }, 'job failed')
    }
  }
  const running = [
    scheduler.every(
      1_000,
      quietly('sweep', () => sweeper.run()),
    ),
    scheduler.every(
      1_000,
      quietly('reconcile', () => reconciler.run()),
    ),
    scheduler.every(
      1_000,
      quietly('mails', () => mails.run()),
    ),
    scheduler.every(
      300,
      quietly('boards', () => feeds.tick(sockets.watchers)),
    ),
    scheduler.every(
      3_000,
      quietly('versions', async () => {
        await contests.checkVersions()
        await units.checkVersion()
      }),
    ),
    scheduler.every(
      3_000,
      quietly('integrity', () => integrity.run()),
    ),
    scheduler.every(
      3_000,
      quietly('rescore', () => rescorer.run()),
    ),
    scheduler.every(
      5_000,
      quietly('statistics', () => statistics.run()),
    ),
    scheduler.every(
      5_000,
      quietly('beat', () => serviceState.beat(config.HOLD_MINUTES)),
    ),
    scheduler.every(
      10_000,
      quietly('clock', () => clock.measure(() => serviceState.databaseNow())),
    ),
    scheduler.every(
      60_000,
      quietly('tickets', () => tickets.tidy()),
    ),
    scheduler.every(
      60_000,
      quietly('sign', () => headSigner.run()),
    ),
    scheduler.every(
      3_600_000,
      quietly('bank', () => imports.tidy()),
    ),
  ]
  return {
    async stop() {
      await Promise.all(running.map((job) => job.stop()))
    },
  }
}
