import type { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import type { CorrectedClock, Scheduler } from './clock.ts'
import type { Config } from './config.ts'
import { isAwayError } from './database/database-errors.ts'
import type { Features } from './features.ts'
import type { Duty, JobRun } from './jobs/job-kind.ts'
import { startPacemakers } from './jobs/pacemakers.ts'
import { startWork } from './jobs/start-work.ts'
import { type DutyKind, duties, type PacemakerKind } from './jobs/timetable.ts'
import { LiveAwayError } from './live/port.ts'
import type { Sockets } from './plugins/sockets.ts'

type Dependencies = {
  boss: PgBoss
  config: Config
  features: Features
  sockets: Sockets
  clock: CorrectedClock
  scheduler: Scheduler
  logger: Logger
}

/** What goes on beside requests: work from the queue, of which each process gets a part, and what each does for itself. */
export async function startJobs({ boss, config, features, sockets, clock, scheduler, logger }: Dependencies): Promise<{ stop(): Promise<void> }> {
  const onFailure = (kind: string, error: unknown) => {
    // a store that is away is seen in /readyz and in the metrics; a line a second would only bury the rest
    if (isAwayError(error) || error instanceof LiveAwayError) logger.debug({ job: kind }, 'waits for its store')
    else logger.error({ err: error, job: kind }, 'job failed')
  }
  const reports = features.jobReports
  const runs = runsOf(features)
  const work = await startWork({
    boss,
    duties: Object.entries(duties).map(
      ([kind, duty]): Duty => ({
        kind,
        ...duty,
        run: runs[kind as DutyKind],
        isWanted: kind === 'webhooks' ? features.webhooks.isWanted : undefined,
      }),
    ),
    errands: [],
    reports,
    scheduler,
    clock,
    onFailure,
  })
  const pace = startPacemakers({ runs: paceOf(features, { config, sockets, clock }), reports, scheduler, clock, onFailure })
  return {
    async stop() {
      // a process has ten seconds to close
      await Promise.all([work.stop(), pace.stop(), features.webhooks.close()])
    },
  }
}

function runsOf(features: Features): Record<DutyKind, (job: JobRun) => Promise<void>> {
  return {
    rescore: (job) => features.rescorer.run(job),
    refold: () => features.refolder.run(),
    facts: () => features.missingFacts.run(),
    statistics: () => features.statistics.run(),
    'unit-races': () => features.unitRaces.run(),
    integrity: () => features.integrity.run(),
    pairs: () => features.alikePairs.run(),
    mails: (job) => features.mails.run(job),
    messages: (job) => features.messages.run(job),
    webhooks: () => features.webhooks.run(),
    'webhook-tidy': () => features.webhooks.tidy(),
    sign: () => features.headSigner.sign(),
    'key-impacts': (job) => features.keyImpactMaker.run(job),
    seal: (job) => features.sealMaker.run(job),
    retention: () => features.retention.run(),
    'login-notices': () => features.loginNotices.run(),
    tickets: () => features.tickets.tidy(),
    codes: () => features.verification.tidy(),
    sessions: () => features.accounts.tidy(),
    imports: () => features.imports.tidy(),
    'unit-imports': () => features.unitImports.tidy(),
  }
}

function paceOf(
  features: Features,
  { config, sockets, clock }: Pick<Dependencies, 'config' | 'sockets' | 'clock'>,
): Record<PacemakerKind, () => Promise<void>> {
  return {
    sweep: () => features.sweeper.run(),
    reconcile: () => features.reconciler.run(),
    boards: () => features.feeds.tick(sockets.watchers),
    versions: () => features.contests.checkVersions(),
    units: () => features.units.checkVersion(),
    beat: () => features.serviceState.beat(config.HOLD_MINUTES),
    clock: () => clock.measure(() => features.serviceState.databaseNow()),
    erasures: () => features.erasureJournal.run(),
    signatures: () => features.headSigner.keepOutside(),
  }
}
