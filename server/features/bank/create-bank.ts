import type { Clock, Scheduler } from '../../clock.ts'
import type { Database } from '../../database/client.ts'
import type { Ids } from '../../ids.ts'
import type { JobSender } from '../../jobs/job-sender.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import { createAlikeFinder } from './alike-finder.ts'
import { createAlikePairsService } from './alike-pairs-service.ts'
import { createAlikePairsStore } from './alike-pairs-store.ts'
import { createAmendmentsService } from './amendments-service.ts'
import { createAmendmentsStore } from './amendments-store.ts'
import { createAttachmentMemory } from './attachment-memory.ts'
import { createAttachmentsStore } from './attachments-store.ts'
import { createAvailableRevisions } from './available-revisions.ts'
import { createBankService } from './bank-service.ts'
import { createExportsService } from './exports-service.ts'
import { createImportsService } from './imports-service.ts'
import { createImportsStore } from './imports-store.ts'
import { createPrintsService } from './prints-service.ts'
import { createPrintsStore } from './prints-store.ts'
import { createQuestionsStore } from './questions-store.ts'
import { createReadingQueue } from './reading-queue.ts'
import { createTopicsService } from './topics-service.ts'
import { createTopicsStore } from './topics-store.ts'
import { createUploadReader } from './upload-reader.ts'
import { createWritingTurns } from './writing-turns.ts'

/** A paper shows a few pictures of some hundred kilobytes; several running contests have room. */
const attachmentMemoryBytes = 32 * 1024 * 1024

type Dependencies = {
  database: Database
  jobs: JobSender
  contests: ContestsService
  ids: Ids
  clock: Clock
  scheduler: Scheduler
  announce(slug: string): void
  /** Background work waits while people's answers do. */
  isBusy(): boolean
  impactSeen: Parameters<typeof createAmendmentsService>[0]['impactSeen']
}

/** Everything about the question bank, with what its parts share. */
export function createBank({ database, jobs, contests, ids, clock, scheduler, announce, isBusy, impactSeen }: Dependencies) {
  const [questions, topicsStore, attachments] = [createQuestionsStore(database), createTopicsStore(database), createAttachmentsStore(database)]
  const importsStore = createImportsStore(database, attachments)
  const pairs = createAlikePairsStore(database)
  const alike = createAlikeFinder({ imports: importsStore, questions, pairs })
  const bank = createBankService({
    store: questions,
    topics: topicsStore,
    attachments,
    begin: (work) => database.sql.begin(work) as never,
    ids,
    clock,
  })
  // two readers together would need more than half a gigabyte
  const queue = createReadingQueue({ atOnce: 1, mostInside: 8, read: createUploadReader({ attachments }) })
  const turns = createWritingTurns({ mostAtOnce: 2 })
  return {
    bank,
    topics: createTopicsService({ store: topicsStore }),
    amendments: createAmendmentsService({
      store: createAmendmentsStore(database, { onAmended: (transaction) => jobs.sendIn(transaction, 'rescore') }),
      impactSeen,
      announce(slug) {
        contests.forget(slug)
        announce(slug)
      },
    }),
    alike,
    alikePairs: createAlikePairsService({ store: pairs, questions, isBusy }),
    imports: createImportsService({ store: importsStore, attachments, bank, queue, alike, ids, clock, scheduler }),
    exports: createExportsService({ questions, attachments, bank, turns }),
    prints: createPrintsService({ store: createPrintsStore(database), questions, attachments, contests, turns, ids, clock }),
    attachments,
    attachmentMemory: createAttachmentMemory({ store: attachments, clock, mostBytes: attachmentMemoryBytes }),
    availableRevisions: createAvailableRevisions(database),
  }
}
