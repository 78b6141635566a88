import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Logger } from 'pino'
import type { CorrectedClock, Scheduler } from './clock.ts'
import type { Config } from './config.ts'
import type { Database } from './database/client.ts'
import { isAwayError } from './database/database-errors.ts'
import { accountRoutes } from './features/accounts/accounts-routes.ts'
import { apiKeyRoutes } from './features/accounts/api-keys-routes.ts'
import { ownAccountRoutes } from './features/accounts/own-account-routes.ts'
import { createSessionCookies } from './features/accounts/session-cookies.ts'
import { sessionRoutes } from './features/accounts/session-routes.ts'
import { attemptActRoutes } from './features/attempts/attempt-acts-routes.ts'
import { attemptRoutes } from './features/attempts/attempts-routes.ts'
import { receiptKeyRoutes } from './features/attempts/receipt-keys-routes.ts'
import { reviewRoutes } from './features/attempts/reviews-routes.ts'
import { roundTimeRoutes } from './features/attempts/round-time-routes.ts'
import { auditRoutes } from './features/audit/audit-routes.ts'
import type { HeadsWitness } from './features/audit/head-signer.ts'
import { attachmentRoutes } from './features/bank/attachments-routes.ts'
import { bankFilesRoutes } from './features/bank/bank-files-routes.ts'
import { bankRoutes } from './features/bank/bank-routes.ts'
import { printsRoutes } from './features/bank/prints-routes.ts'
import { contestDeskRoutes } from './features/contest-desk/contest-desk-routes.ts'
import { officialChangeRoutes } from './features/contest-desk/official-changes-routes.ts'
import { contestantRoutes } from './features/contestants/contestants-routes.ts'
import { blueprintRoutes } from './features/contests/blueprints-routes.ts'
import { contestRoutes } from './features/contests/contests-routes.ts'
import { registrationFormRoutes } from './features/contests/registration-forms-routes.ts'
import { essayRoutes } from './features/essays/essays-routes.ts'
import { integrityRoutes } from './features/integrity/integrity-routes.ts'
import { jobRoutes } from './features/jobs/jobs-routes.ts'
import { keyImpactRoutes } from './features/key-impacts/key-impacts-routes.ts'
import { memberRoutes } from './features/members/members-routes.ts'
import { noticeRoutes } from './features/notices/notices-routes.ts'
import { portalRoutes } from './features/portals/portals-routes.ts'
import { ticketRoutes } from './features/portals/tickets-routes.ts'
import { consentTextRoutes } from './features/privacy/consent-texts-routes.ts'
import type { ErasuresWitness } from './features/privacy/erasure-journal.ts'
import { myDataRoutes } from './features/privacy/my-data-routes.ts'
import { peopleRoutes } from './features/privacy/people-routes.ts'
import { awardRoutes, winnerRoutes } from './features/prizes/awards-routes.ts'
import { resultFileRoutes } from './features/result-files/result-files-routes.ts'
import { publishedSealRoutes, sealRoutes } from './features/seals/seals-routes.ts'
import { overviewRoutes } from './features/service/overview-routes.ts'
import { staffStandingRoutes, standingRoutes } from './features/standings/standings-routes.ts'
import { staffUnitRaceRoutes, unitRaceRoutes } from './features/standings/unit-races-routes.ts'
import { statisticsRoutes } from './features/statistics/statistics-routes.ts'
import { unitActRoutes } from './features/units/unit-acts-routes.ts'
import { unitFilesRoutes } from './features/units/unit-files-routes.ts'
import { unitsDeskRoutes } from './features/units/units-desk-routes.ts'
import { unitRoutes } from './features/units/units-routes.ts'
import { unitsNotice } from './features/units/units-service.ts'
import { verificationRoutes } from './features/verification/verification-routes.ts'
import { webhookRoutes } from './features/webhooks/webhooks-routes.ts'
import { createFeatures, type Features } from './features.ts'
import type { Ids } from './ids.ts'
import { createBoss } from './jobs/boss.ts'
import { createJobSender } from './jobs/job-sender.ts'
import { startJobs } from './jobs.ts'
import type { LiveState } from './live/port.ts'
import { createGatewaySender } from './mail/gateway-sender.ts'
import { createSmtpSender } from './mail/smtp-sender.ts'
import { createGuardedRequest } from './outgoing/guarded-request.ts'
import { createOutgoingCheck, whyNotCallable } from './outgoing/outgoing-check.ts'
import { registerCaching } from './plugins/caching.ts'
import { registerGuards } from './plugins/guards.ts'
import { registerHealth } from './plugins/health.ts'
import { createLimits, registerLimits } from './plugins/limits.ts'
import { createMetrics, registerMetrics } from './plugins/metrics.ts'
import { registerOpenapi } from './plugins/openapi.ts'
import { registerPages } from './plugins/pages.ts'
import { answerWithProblem, registerProblems } from './plugins/problems.ts'
import { createRequestIds } from './plugins/request-ids.ts'
import { createSockets } from './plugins/sockets.ts'
import { compileValidator } from './plugins/validation.ts'
import type { Secrets } from './secrets.ts'
import { createSubjects } from './subjects.ts'

const mostBodyBytes = 128 * 1024
/**
 * Node knows one time in which a request must have arrived whole, for all routes. Staff upload 50 MB: three minutes let a line of 2.3 Mbit/s through.
 * What everybody may send is 128 KiB at most, so a slow sender holds a connection for longer, never memory; headers keep their 30 seconds.
 */
const requestArrivesWithinMs = 180_000
const headersArriveWithinMs = 30_000

export type Dependencies = {
  database: Database
  /** The same, without a pooler in between: for notices. */
  direct: Database
  live: LiveState
  clock: CorrectedClock
  ids: Ids
  secrets: Secrets
  scheduler: Scheduler
  logger: Logger
  publicOrigin: string
  /** Where signed heads of the audit log are kept outside the database. */
  headsFile: HeadsWitness
  /** Where it is kept who was erased. */
  erasuresFile: ErasuresWitness
}

export type App = { fastify: FastifyInstance; features: Features; close(): Promise<void> }

const hostsIn = (list: string) => (list === '' ? [] : list.split(','))

/** The one composition root: every option and the order of plugins stand here; tests build the same app. */
export async function buildApp(config: Config, dependencies: Dependencies): Promise<App> {
  const { database, direct, live, clock, ids, scheduler, logger, publicOrigin } = dependencies
  const metrics = createMetrics()
  const request = createGuardedRequest({ allowedHosts: hostsIn(config.OUTGOING_HOSTS) })
  const checkOutgoing = createOutgoingCheck({ allowedHosts: hostsIn(config.OUTGOING_HOSTS) })
  if (config.GATEWAY_URL !== '') {
    const refused = await whyNotCallable(checkOutgoing, config.GATEWAY_URL)
    if (refused !== undefined) logger.warn({ reason: refused }, 'GATEWAY_URL may not be called: list its host in OUTGOING_HOSTS')
  }
  const gateway = createGatewaySender({ config, request, clock })
  const boss = createBoss({
    database,
    direct,
    onError(error) {
      if (isAwayError(error)) logger.debug('the queue waits for its store')
      else logger.error({ err: error }, 'the queue of jobs has trouble')
    },
  })
  const features = createFeatures(
    { ...dependencies, smtp: createSmtpSender(config), gateway, request, checkOutgoing, jobSender: createJobSender(boss) },
    metrics,
  )
  const {
    attempts,
    attemptsStore,
    boardFinder,
    boards,
    contestants,
    contests,
    feeds,
    integrity,
    looks,
    ownPlaces,
    receipts,
    results,
    serviceState,
    unitRaces,
    units,
  } = features
  let isClosing = false

  const fastify = Fastify({
    loggerInstance: logger as FastifyBaseLogger,
    // a line per request would cost more than the request; faults are logged with their id
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: createRequestIds(ids),
    // a logger per request would cost more than most requests; what is logged names the request itself
    childLoggerFactory: (parent) => parent,
    requestIdHeader: false,
    trustProxy: config.TRUSTED_PROXIES === '' ? false : config.TRUSTED_PROXIES.split(',').map((proxy) => proxy.trim()),
    frameworkErrors: (error, request, reply) => void answerWithProblem(error, request, reply),
    bodyLimit: mostBodyBytes,
    // checked where they come in; where they go out the serializer would only warn that it does not know them
    serializerOpts: { ajv: { formats: { 'plain-text': true, 'answer-text': true } } },
    requestTimeout: requestArrivesWithinMs,
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
  })
  fastify.server.headersTimeout = headersArriveWithinMs
  fastify.setValidatorCompiler(compileValidator)
  registerProblems(fastify)
  await registerOpenapi(fastify, publicOrigin)
  const takeFromLimit = createLimits({ live, clock })
  registerGuards(fastify, { ...features, takeFromLimit, subjects: createSubjects({ ...features, clock }), clock, config, publicOrigin })
  registerCaching(fastify)
  registerLimits(fastify, takeFromLimit)
  registerMetrics(fastify, metrics)
  registerHealth(fastify, { live, clock, askDatabase: () => serviceState.read(), isClosing: () => isClosing })

  const sessionCookies = createSessionCookies(publicOrigin)
  const participants = [
    contestRoutes({ contests }),
    unitRoutes(features),
    contestantRoutes({ contestants }),
    ticketRoutes(features),
    verificationRoutes(features),
    myDataRoutes(features),
    reviewRoutes(features),
    attemptRoutes({ attempts, takeFromLimit }),
    receiptKeyRoutes({ receipts }),
    publishedSealRoutes(features),
    winnerRoutes(features),
    noticeRoutes(features),
    attachmentRoutes({ attachments: features.attachmentMemory }),
    unitRaceRoutes({ unitRaces }),
    standingRoutes({ finder: boardFinder, feeds, reader: boards, results, ownPlaces, clock }),
  ]
  const staff = [
    sessionRoutes({ ...features, sessionCookies }),
    ownAccountRoutes({ ...features, sessionCookies }),
    accountRoutes(features),
    apiKeyRoutes(features),
    overviewRoutes({ units, contests, contestants, attempts: attemptsStore, serviceState, clock }),
    bankRoutes(features),
    bankFilesRoutes(features),
    printsRoutes(features),
    contestDeskRoutes(features),
    officialChangeRoutes(features),
    blueprintRoutes(features),
    statisticsRoutes(features),
    staffUnitRaceRoutes({ unitRaces }),
    staffStandingRoutes({ contests, looks, finder: boardFinder, feeds, reader: boards, results, ownPlaces, clock }),
    integrityRoutes({ integrity, looks }),
    peopleRoutes(features),
    portalRoutes(features),
    consentTextRoutes(features),
    memberRoutes(features),
    registrationFormRoutes(features),
    auditRoutes(features),
    unitsDeskRoutes(features),
    unitActRoutes(features),
    unitFilesRoutes(features),
    essayRoutes(features),
    sealRoutes(features),
    keyImpactRoutes(features),
    awardRoutes(features),
    resultFileRoutes(features),
    attemptActRoutes(features),
    roundTimeRoutes(features),
    jobRoutes(features),
    webhookRoutes(features),
  ]
  for (const routes of participants) await fastify.register(routes, { prefix: '/api/v1' })
  await fastify.register(
    async (scope) => {
      // cookies and uploads are for staff: participants carry a bearer token and send JSON; the one route that takes large files says so itself
      await scope.register(cookie)
      await scope.register(multipart, { limits: { fileSize: mostBodyBytes, files: 1, fields: 4, parts: 5 } })
      for (const routes of staff) await scope.register(routes)
    },
    { prefix: '/api/v1/staff' },
  )
  await registerPages(fastify, { contests, clock })

  const sockets = createSockets(fastify, { finder: boardFinder, feeds, ids })
  live.notices.subscribe((topic) => (topic === unitsNotice ? units.forget() : contests.forget(topic)))
  metrics.gauge('hoithi_live_state_healthy', '1 while live state answers', () => Number(live.isHealthy()))
  metrics.gauge('hoithi_live_state_full', '1 when in-process live state holds LIVE_CEILING entries', () => Number(!live.hasRoom()))
  metrics.gauge('hoithi_sockets', 'Open sockets', () => sockets.count())
  metrics.gauge('hoithi_queued_writes', 'Requests waiting for a group commit', () => features.queuedWrites())
  metrics.countsBy('hoithi_jobs', 'Background jobs that the queue holds, by kind and state', ['kind', 'state'], () => features.jobs.counts())
  const jobs = await startJobs({ boss, config, features, sockets, clock, scheduler, logger })

  return {
    fastify,
    features,
    /** Takes nothing new, finishes what it has, drains, lets go. */
    async close() {
      isClosing = true
      await sockets.close()
      await fastify.close()
      await features.drain()
      await jobs.stop()
    },
  }
}
