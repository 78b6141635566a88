import type { Dependencies } from './app.ts'
import { createGroupCommits } from './database/group-commits.ts'
import { createAccounts } from './features/accounts/create-accounts.ts'
import { createAttemptsService } from './features/attempts/attempts-service.ts'
import {
  type AttemptRow,
  type CloseWrite,
  createAttemptsStore,
  type SaveWrite,
  type Started,
  type StartWrite,
  type TapResult,
} from './features/attempts/attempts-store.ts'
import { createAttemptActs } from './features/attempts/create-attempt-acts.ts'
import { createReceiptsService } from './features/attempts/receipts-service.ts'
import { createReceiptsStore } from './features/attempts/receipts-store.ts'
import { createRescorer } from './features/attempts/rescorer.ts'
import { createRescoresStore } from './features/attempts/rescores-store.ts'
import { createReviewsService } from './features/attempts/reviews-service.ts'
import { createReviewsStore } from './features/attempts/reviews-store.ts'
import { createScoreStore } from './features/attempts/score-store.ts'
import { createScoreWriter } from './features/attempts/score-writer.ts'
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
import { createAdmissions } from './features/contestants/admissions.ts'
import { createContestantsService } from './features/contestants/contestants-service.ts'
import { createContestantsStore, type NewContestant } from './features/contestants/contestants-store.ts'
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
import { createEssayMarksStore } from './features/essays/essay-marks-store.ts'
import { createEssaysService } from './features/essays/essays-service.ts'
import { createEssaysStore } from './features/essays/essays-store.ts'
import { createIntegrityService } from './features/integrity/integrity-service.ts'
import { createIntegrityStore } from './features/integrity/integrity-store.ts'
import { createJobReports } from './features/jobs/job-reports.ts'
import { createJobsService } from './features/jobs/jobs-service.ts'
import { createJobsStore } from './features/jobs/jobs-store.ts'
import { createKeyImpactMaker } from './features/key-impacts/key-impact-maker.ts'
import { createKeyImpactsService } from './features/key-impacts/key-impacts-service.ts'
import { createKeyImpactsStore } from './features/key-impacts/key-impacts-store.ts'
import { createMembersService } from './features/members/members-service.ts'
import { createMembersStore } from './features/members/members-store.ts'
import { createNoticesService } from './features/notices/notices-service.ts'
import { createNoticesStore } from './features/notices/notices-store.ts'
import { createPortals } from './features/portals/create-portals.ts'
import { createConsentTextsService } from './features/privacy/consent-texts-service.ts'
import { createConsentsStore } from './features/privacy/consents-store.ts'
import { createErasureJournal } from './features/privacy/erasure-journal.ts'
import { createKeyRotation } from './features/privacy/key-rotation.ts'
import { createMyDataService } from './features/privacy/my-data-service.ts'
import { createPeopleService } from './features/privacy/people-service.ts'
import { createPeopleStore } from './features/privacy/people-store.ts'
import { createPersonChanges } from './features/privacy/person-changes.ts'
import { createRetentionService } from './features/privacy/retention-service.ts'
import { createRetentionStore } from './features/privacy/retention-store.ts'
import { createUnsealedSealer } from './features/privacy/seal-unsealed.ts'
import { createAwardsService } from './features/prizes/awards-service.ts'
import { createAwardsStore } from './features/prizes/awards-store.ts'
import type { RaceOf } from './features/seals/bundle-maker.ts'
import { createSeals } from './features/seals/create-seals.ts'
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
import type { GatewaySender } from './mail/gateway-sender.ts'
import { createOutbox } from './mail/outbox.ts'
import { createOutboxStore } from './mail/outbox-store.ts'
import type { SmtpSender } from './mail/smtp-sender.ts'
import type { GuardedRequest } from './outgoing/guarded-request.ts'
import type { OutgoingCheck } from './outgoing/outgoing-check.ts'
import { createPersonVault } from './person-vault.ts'
import type { Metrics } from './plugins/metrics.ts'
import { createSealer } from './sealing.ts'
import { createTokens } from './tokens.ts'

/** How long a write may wait before it is politely sent away (promise 5). */
const maxWaitMs = 2_000

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
  const outboxStore = createOutboxStore(database)
  const mails = createOutbox({
    store: outboxStore,
    channel: 'mail',
    sender: smtp,
    sealer: createSealer(secrets, 'mails'),
    wake: (transaction) => jobSender.sendIn(transaction, 'mails'),
    ids,
    clock,
    onGivenUp: (mail) => logger.warn(mail, 'a mail was never taken by the mail server'),
  })
  const messages = createOutbox({
    store: outboxStore,
    channel: 'gateway',
    sender: gateway,
    sealer: createSealer(secrets, 'messages'),
    wake: (transaction) => jobSender.sendIn(transaction, 'messages'),
    ids,
    clock,
    onGivenUp: (message) => logger.warn(message, 'a message was never taken by the gateway'),
  })
  const verification = createVerificationService({
    store: createVerificationStore(database),
    outboxes: { email: mails, gateway: messages },
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
  const attemptsStore = createAttemptsStore(database)
  const scoreWriter = createScoreWriter({ attempts: attemptsStore, scores: createScoreStore({ database, standings }), contests, standings, ids })
  const writer = <Request, Result>(
    kind: string,
    keyOf: (request: Request) => string,
    write: (batch: readonly Request[]) => Promise<readonly Result[]>,
  ) =>
    createGroupCommits<Request, Result>({
      write,
      keyOf,
      maxBatch: 256,
      lanes: 1,
      maxQueue: 5_000,
      maxWaitMs,
      now: () => performance.now(),
      scheduler,
      onBatch(size, tookMs) {
        metrics.batchSize.observe({ kind }, size)
        metrics.batchSeconds.observe({ kind }, tookMs / 1_000)
      },
    })
  const contestantsStore = createContestantsStore(database)
  const registrations = writer<NewContestant, boolean>('register', (row) => row.id, contestantsStore.add)
  const vault = createPersonVault({ secrets, ids })
  const sealedPeople = createSealedPeople({ vault, secrets })
  const readTable = createTableReader({ mostInside: 4 })
  const members = createMembersService({ store: createMembersStore(database), contests, units, secrets, readTable, clock })
  const admissions = createAdmissions({ sealer: createSealer(secrets, 'admissions'), clock })
  const contestants = createContestantsService({
    store: contestantsStore,
    contests,
    units,
    people: sealedPeople,
    registrations,
    admissions,
    members,
    verification,
    tokens,
    ids,
    clock,
  })
  const writers = {
    starts: writer<StartWrite, Started>('start', (start) => start.contestantId, attemptsStore.start),
    saves: writer<SaveWrite, TapResult[]>('save', (save) => save.attemptId, attemptsStore.save),
    closes: writer<CloseWrite, AttemptRow | undefined>('close', (close) => close.attemptId, attemptsStore.close),
    scores: writer<AttemptRow, AttemptRow>('score', (attempt) => attempt.contestantId, scoreWriter),
  }
  const personalData = {
    store: createPeopleStore(database),
    consents: createConsentsStore(database),
    change: createPersonChanges({ people: sealedPeople, vault }),
    verification,
    people: sealedPeople,
    vault,
    secrets,
    contests,
    contestants,
    units,
    ids,
    clock,
  }
  const queuedWrites = () => [registrations, ...Object.values(writers)].reduce((sum, one) => sum + one.queued(), 0)
  const receipts = createReceiptsService({ store: createReceiptsStore(database), keys: auditKeys })
  const attempts = createAttemptsService({
    store: attemptsStore,
    ...writers,
    receipts,
    accessCodesOf: secrets.accessCodeHmacs,
    eligibility: createEligibilityService({ store: createEligibilityStore(database), contests, people: sealedPeople, units }),
    contests,
    tokens,
    ids,
    clock,
    hasRoom: () => live.hasRoom(),
  })
  const peopleDesk = createPeopleService({ ...personalData, publicOrigin, outboxes: { email: mails, gateway: messages } })
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

  const isBusy = () => queuedWrites() > 0
  const bank = createBank({
    database,
    jobs: jobSender,
    contests,
    ids,
    clock,
    scheduler,
    announce,
    isBusy,
    impactSeen: (...what) => keyImpacts.seen(...what),
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
    standings,
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

  const keyImpactsStore = createKeyImpactsStore(database)
  const keyImpacts = createKeyImpactsService({ store: keyImpactsStore, refuseUnfit: bank.amendments.refuseUnfit, jobs: jobSender, ids, clock })
  const raceOf: RaceOf = shown.unitRaces.placesNow
  const awards = createAwardsService({
    store: createAwardsStore(database),
    contests,
    contestants,
    units,
    whoCannotWin: members.whoCannotWin,
    raceOf,
    pseudonymsOf: (contestId, number) => sealed.seals.pseudonymsOf(contestId, number),
    announce,
    tellPublished: (transaction, contestId, data) => webhooks.tell(transaction, contestId, 'published', String(data.sealNumber), data),
  })
  const sealed = createSeals({
    database,
    secrets,
    contests,
    contestants,
    members,
    standings,
    webhooks,
    key: auditKeys.present,
    signHead: headSigner.signHead,
    decisionsOf: (contestId) => awards.decisionsOf(contestId),
    raceOf,
    jobs: jobSender,
    ids,
    clock,
    announce,
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
    officialFacts: createOfficialFacts(),
    ...createContestDesk({ database, contests, units, secrets, notices, announce, clock }),
    registrationForms: createRegistrationFormsService({
      store: createRegistrationFormsStore(database),
      contests,
      canSend: (channel) => verification.isAvailable(channel),
      announce,
    }),
    ...createPortals({ database, secrets, units, contests, request, checkOutgoing, ids, clock, publicOrigin, announce }),
    contestants,
    webhooks,
    members,
    ...sealed,
    keyImpacts,
    keyImpactMaker: createKeyImpactMaker({
      store: keyImpactsStore,
      attempts: attemptsStore,
      contests,
      contestants,
      whoCannotWin: members.whoCannotWin,
    }),
    awards,
    consentTexts: createConsentTextsService({ store: personalData.consents, contests, announce }),
    myData: createMyDataService(personalData),
    peopleDesk,
    notices,
    ...createAttemptActs({ database, attempts, contests, standings, notices, units, peopleDesk, announce, ids }),
    retention: createRetentionService({ store: createRetentionStore(database), contests, announce, clock }),
    rotateKeys: createKeyRotation({ database, people: sealedPeople, vault, secrets }),
    sealUnsealed: createUnsealedSealer({ database, people: sealedPeople }),
    ...people,
    mails,
    audit: createAuditService({ log: createAuditLogStore(database), chain: auditChain, keys: auditKeys, contests, vault, clock }),
    looks: createLooksService({ database, clock }),
    erasureJournal: createErasureJournal({ database, witness: erasuresFile }),
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
    reviews: createReviewsService({ store: createReviewsStore(database), logs: attemptsStore, attempts, contests, clock }),
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
    refolder: createRefolder({ store: standingsStore, standings, contests, isBusy, rest: scheduler.after }),
    sweeper: createSweeper({ store: attemptsStore, attempts, serviceState, clock }),
    reconciler: createReconciler({ store: standingsStore, standings, contests, units, live, onRebuilt: () => metrics.rebuilt.inc() }),
    queuedWrites,
    /** In the order of a participant's life: a closed attempt may still have to be scored. */
    async drain() {
      await Promise.all([registrations.drain(), writers.starts.drain(), writers.saves.drain(), writers.closes.drain()])
      await writers.scores.drain()
    },
  }
}
