import type { Dependencies } from './app.ts'
import { createWriteQueues } from './database/write-queues.ts'
import { createAccounts } from './features/accounts/create-accounts.ts'
import { createAttemptActs } from './features/attempts/create-attempt-acts.ts'
import { createAttempts } from './features/attempts/create-attempts.ts'
import { createRescorer } from './features/attempts/rescorer.ts'
import { createRescoresStore } from './features/attempts/rescores-store.ts'
import { createSweeper } from './features/attempts/sweeper.ts'
import { createAuditChainStore } from './features/audit/audit-chain-store.ts'
import { createAuditKeys } from './features/audit/audit-keys.ts'
import { createAuditLogStore } from './features/audit/audit-log-store.ts'
import { createAuditService } from './features/audit/audit-service.ts'
import { createHeadSigner } from './features/audit/head-signer.ts'
import { createLooksService } from './features/audit/looks-service.ts'
import { cleanAttachments } from './features/bank/attachment-cleaner.ts'
import { createBank } from './features/bank/create-bank.ts'
import { createContestDesk } from './features/contest-desk/create-contest-desk.ts'
import { createContestants } from './features/contestants/create-contestants.ts'
import { createSealedPeople } from './features/contestants/sealed-people.ts'
import { createBlueprintsService } from './features/contests/blueprints-service.ts'
import { createBlueprintsStore } from './features/contests/blueprints-store.ts'
import { createContestsService } from './features/contests/contests-service.ts'
import { createContestsStore } from './features/contests/contests-store.ts'
import { createOfficialFacts } from './features/contests/official-facts-store.ts'
import { createRegistrationFormsService } from './features/contests/registration-forms-service.ts'
import { createRegistrationFormsStore } from './features/contests/registration-forms-store.ts'
import { createEligibilityService } from './features/eligibility/eligibility-service.ts'
import { createEligibilityStore } from './features/eligibility/eligibility-store.ts'
import { createFactsKeeper } from './features/eligibility/facts-keeper.ts'
import { createMissingFacts } from './features/eligibility/missing-facts.ts'
import { createEssayMarksStore } from './features/essays/essay-marks-store.ts'
import { createEssaysService } from './features/essays/essays-service.ts'
import { createEssaysStore } from './features/essays/essays-store.ts'
import { createIntegrityService } from './features/integrity/integrity-service.ts'
import { createIntegrityStore } from './features/integrity/integrity-store.ts'
import { createJobReports } from './features/jobs/job-reports.ts'
import { createJobsService } from './features/jobs/jobs-service.ts'
import { createJobsStore } from './features/jobs/jobs-store.ts'
import { createKeyImpacts } from './features/key-impacts/create-key-impacts.ts'
import { createMembersService } from './features/members/members-service.ts'
import { createMembersStore } from './features/members/members-store.ts'
import { createNoticesService } from './features/notices/notices-service.ts'
import { createNoticesStore } from './features/notices/notices-store.ts'
import { createPortals } from './features/portals/create-portals.ts'
import { createPrivacy } from './features/privacy/create-privacy.ts'
import { createAwardsService } from './features/prizes/awards-service.ts'
import { createAwardsStore } from './features/prizes/awards-store.ts'
import { createResultFilesService } from './features/result-files/result-files-service.ts'
import type { RaceOf } from './features/seals/bundle-maker.ts'
import { createSealedResults, createSeals } from './features/seals/create-seals.ts'
import { createServiceStateStore } from './features/service/service-state-store.ts'
import { createBoards } from './features/standings/create-boards.ts'
import { createReconciler } from './features/standings/reconciler.ts'
import { createRefolder } from './features/standings/refolder.ts'
import { createResultsService } from './features/standings/results-service.ts'
import { createStandingsService } from './features/standings/standings-service.ts'
import { createStandingsStore } from './features/standings/standings-store.ts'
import { createStatisticsService } from './features/statistics/statistics-service.ts'
import { createStatisticsStore } from './features/statistics/statistics-store.ts'
import { createUnitsDesk } from './features/units/create-units-desk.ts'
import { createDayTrees } from './features/units/day-trees-service.ts'
import { createTableReader } from './features/units/table-reader.ts'
import { createTurnoutStore } from './features/units/turnout-store.ts'
import { createUnitsDeskStore } from './features/units/units-desk-store.ts'
import { createUnitsService, unitsNotice } from './features/units/units-service.ts'
import { createUnitsStore } from './features/units/units-store.ts'
import { createVerificationService } from './features/verification/verification-service.ts'
import { createVerificationStore } from './features/verification/verification-store.ts'
import { createWebhooks } from './features/webhooks/create-webhooks.ts'
import type { JobSender } from './jobs/job-sender.ts'
import { createOutboxes } from './mail/create-outboxes.ts'
import type { GatewaySender } from './mail/gateway-sender.ts'
import type { SmtpSender } from './mail/smtp-sender.ts'
import type { GuardedRequest } from './outgoing/guarded-request.ts'
import type { OutgoingCheck } from './outgoing/outgoing-check.ts'
import { createPersonVault } from './person-vault.ts'
import type { Metrics } from './plugins/metrics.ts'
import { createSealer } from './sealing.ts'
import { createTokens } from './tokens.ts'

export type Features = ReturnType<typeof createFeatures>

/** Every feature with what it needs, by name. Nothing here knows Fastify. */
export function createFeatures(
  {
    database,
    live,
    clock,
    ids,
    secrets,
    scheduler,
    logger,
    publicOrigin,
    headsFile,
    erasuresFile,
    smtp,
    gateway,
    request,
    checkOutgoing,
    jobSender,
  }: Dependencies & {
    smtp: SmtpSender | undefined
    gateway: GatewaySender | undefined
    request: GuardedRequest
    checkOutgoing: OutgoingCheck
    jobSender: JobSender
  },
  metrics: Metrics,
) {
  const tokens = createTokens(secrets)
  const serviceState = createServiceStateStore(database)
  const units = createUnitsService({ store: createUnitsStore(database), clock })
  const contests = createContestsService({ store: createContestsStore(database), unitName: units.nameOf, clock })
  // a notice that never comes is caught by the check of versions
  const announce = (slug: string) => void live.notices.publish(slug).catch(() => {})
  const jobsStore = createJobsStore(database)
  const { mails, messages } = createOutboxes({
    database,
    smtp,
    gateway,
    sealerOf: (way) => createSealer(secrets, way),
    wake: (way, transaction) => jobSender.sendIn(transaction, way),
    onGivenUp: (what, sentence) => logger.warn(what, sentence),
    ids,
    clock,
  })
  const outboxes = { email: mails, gateway: messages }
  const verification = createVerificationService({
    store: createVerificationStore(database),
    outboxes,
    secrets,
    ids,
    clock,
  })
  const people = createAccounts({ database, secrets, mails, units, ids, clock, publicOrigin })

  const [auditKeys, auditChain] = [createAuditKeys(secrets), createAuditChainStore(database)]
  const standingsStore = createStandingsStore(database)
  const standings = createStandingsService({
    store: standingsStore,
    live,
    contests,
    units,
    onMissed(error) {
      metrics.missedBoardUpdates.inc()
      logger.debug({ err: error }, 'a board update is left to the reconciler')
    },
  })
  const queues = createWriteQueues({
    scheduler,
    onBatch(kind, size, tookMs) {
      metrics.batchSize.observe({ kind }, size)
      metrics.batchSeconds.observe({ kind }, tookMs / 1_000)
    },
  })
  const vault = createPersonVault({ secrets, ids })
  const sealedPeople = createSealedPeople({ vault, secrets })
  const readTable = createTableReader({ mostInside: 4 })
  const members = createMembersService({ store: createMembersStore(database), contests, units, secrets, readTable, clock })
  const { contestants, registrations } = createContestants({
    database,
    queues,
    secrets,
    contests,
    units,
    members,
    verification,
    people: sealedPeople,
    tokens,
    ids,
    clock,
  })
  const eligibilityStore = createEligibilityStore(database)
  const facts = createFactsKeeper({ store: eligibilityStore, people: sealedPeople, standings })
  const { attempts, attemptsStore, receipts, reviews, drainAttempts } = createAttempts({
    database,
    live,
    queues,
    secrets,
    receiptKeys: auditKeys,
    contests,
    standings,
    eligibility: createEligibilityService({ store: eligibilityStore, facts, contests, units }),
    tokens,
    ids,
    clock,
  })
  const privacy = createPrivacy({
    database,
    secrets,
    people: sealedPeople,
    vault,
    contests,
    contestants,
    standings,
    units,
    verification,
    outboxes,
    erasuresFile,
    announce,
    publicOrigin,
    ids,
    clock,
  })
  const notices = createNoticesService({ store: createNoticesStore(database), contests })
  const dayTrees = createDayTrees({ store: createTurnoutStore(database), desk: createUnitsDeskStore(database), units })
  const shown = createBoards({
    live,
    store: standingsStore,
    standings,
    contests,
    contestants,
    units,
    dayTrees,
    database,
    secrets,
    clock,
    now: () => performance.now(),
  })

  const isBusy = () => queues.queued() > 0
  const bank = createBank({
    database,
    jobs: jobSender,
    contests,
    ids,
    clock,
    scheduler,
    announce,
    isBusy,
    impactSeen: (...what) => impacts.keyImpacts.seen(...what),
  })
  const isOccupied = () => isBusy() || rescorer.isAtWork()
  const statistics = createStatisticsService({
    store: createStatisticsStore(database),
    attempts: attemptsStore,
    standings: standingsStore,
    contests,
    isBusy: isOccupied,
  })
  const rescorer = createRescorer({
    store: createRescoresStore({ database, standings }),
    attempts: attemptsStore,
    changes: standingsStore,
    statistics,
    contests,
    clock,
    ids,
    isBusy,
    rest: scheduler.after,
  })

  const webhooks = createWebhooks({
    database,
    secrets,
    contests,
    units,
    standings: standingsStore,
    request,
    checkOutgoing,
    jobs: jobSender,
    ids,
    clock,
    onFailure: (error) => logger.error({ err: error }, 'a webhook could not be handled'),
  })
  const headSigner = createHeadSigner({
    store: auditChain,
    keys: auditKeys,
    witness: headsFile,
    clock,
    onSigned: (head) => logger.info({ head }, 'the audit log is signed'),
  })

  const looks = createLooksService({ database, clock })
  const impacts = createKeyImpacts({
    database,
    attempts: attemptsStore,
    contests,
    contestants,
    looks,
    refuseUnfit: bank.amendments.refuseUnfit,
    whoCannotWin: members.whoCannotWin,
    jobs: jobSender,
    ids,
    clock,
  })
  const raceOf: RaceOf = shown.unitRaces.placesNow
  const officialFacts = createOfficialFacts()
  const sealedResults = createSealedResults({ database, secrets })
  const awards = createAwardsService({
    store: createAwardsStore({ sql: database.sql, latestSealIn: sealedResults.latestIn }),
    contests,
    contestants,
    units,
    whoCannotWin: members.whoCannotWin,
    sealedResults,
    announce,
    markPublished: officialFacts.markPublished,
    tellPublished: (transaction, contestId, data) => webhooks.tell(transaction, contestId, 'published', String(data.sealNumber), data),
  })
  const sealed = createSeals({
    database,
    secrets,
    contests,
    contestants,
    looks,
    members,
    standings,
    webhooks,
    key: auditKeys.present,
    signHead: headSigner.signHead,
    decisionsOf: (contestId) => awards.decisionsOf(contestId),
    raceOf,
    dayTrees,
    jobs: jobSender,
    ids,
    clock,
    announce,
    markSealed: officialFacts.markSealed,
    onRefused: (seal, faults) => logger.error({ seal, faults }, 'a bundle of results does not come to the same places'),
  })

  return {
    tokens,
    serviceState,
    jobs: createJobsService({ store: jobsStore, sender: jobSender }),
    jobReports: createJobReports({ store: jobsStore, clock, onFailed: (kind) => metrics.jobFailures.inc({ kind }) }),
    units,
    ...createUnitsDesk({
      database,
      units,
      contests,
      readTable,
      cleanPictures: cleanAttachments,
      ids,
      clock,
      announce: () => announce(unitsNotice),
    }),
    contests,
    officialFacts,
    ...createContestDesk({ database, contests, units, secrets, notices, announce, clock }),
    registrationForms: createRegistrationFormsService({
      store: createRegistrationFormsStore(database),
      contests,
      units,
      canSend: (channel) => verification.isAvailable(channel),
      announce,
    }),
    ...createPortals({ database, secrets, units, contests, request, checkOutgoing, ids, clock, publicOrigin, announce }),
    contestants,
    webhooks,
    members,
    ...sealed,
    ...impacts,
    awards,
    resultFiles: createResultFilesService({ sealedResults, contests, contestants, units, awards, looks }),
    ...privacy,
    notices,
    ...createAttemptActs({ database, attempts, contests, standings, notices, units, peopleDesk: privacy.peopleDesk, announce, ids }),
    ...people,
    mails,
    audit: createAuditService({ log: createAuditLogStore(database), chain: auditChain, keys: auditKeys, contests, vault, clock }),
    looks,
    headSigner,
    messages,
    verification,
    ...bank,
    blueprints: createBlueprintsService({
      store: createBlueprintsStore(database),
      contests,
      available: bank.availableRevisions,
      holdApproved: bank.bank.holdApproved,
      alikeAmong: bank.alike.amongRevisions,
      announce,
      clock,
    }),
    standings,
    attempts,
    attemptsStore,
    receipts,
    ...shown,
    reviews,
    results: createResultsService({ attempts, standings, boards: shown.boards, ownPlaces: shown.ownPlaces, contests }),
    essays: createEssaysService({ store: createEssaysStore(database), marks: createEssayMarksStore({ database, standings }), contests, standings }),
    integrity: createIntegrityService({
      store: createIntegrityStore(database),
      attempts: attemptsStore,
      standings: standingsStore,
      contests,
      contestants,
      units,
      ids,
      clock,
      isBusy: isOccupied,
    }),
    statistics,
    rescorer,
    missingFacts: createMissingFacts({ store: eligibilityStore, facts, contests, isBusy, rest: scheduler.after }),
    refolder: createRefolder({ store: standingsStore, standings, contests, isBusy, rest: scheduler.after }),
    sweeper: createSweeper({ store: attemptsStore, attempts, serviceState, clock }),
    reconciler: createReconciler({ store: standingsStore, standings, contests, units, live, onRebuilt: () => metrics.rebuilt.inc() }),
    queuedWrites: queues.queued,
    /** In the order of a participant's life. */
    async drain() {
      await registrations.drain()
      await drainAttempts()
    },
  }
}
