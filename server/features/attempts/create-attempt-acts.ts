import { Problem } from '../../contract/errors.ts'
import type { Database } from '../../database/client.ts'
import type { Ids } from '../../ids.ts'
import type { Subject } from '../access/can.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { NoticesService } from '../notices/notices-service.ts'
import type { PeopleService } from '../privacy/people-service.ts'
import type { StandingsService } from '../standings/standings-service.ts'
import type { UnitsService } from '../units/units-service.ts'
import { createAttemptActsService } from './attempt-acts-service.ts'
import { createAttemptActsStore } from './attempt-acts-store.ts'
import type { AttemptsService } from './attempts-service.ts'
import { createRoundTimeService } from './round-time-service.ts'
import { createRoundTimeStore } from './round-time-store.ts'

type Dependencies = {
  database: Database
  attempts: AttemptsService
  contests: ContestsService
  standings: StandingsService
  notices: NoticesService
  units: UnitsService
  peopleDesk: Pick<PeopleService, 'subjectOf'>
  announce(slug: string): void
  ids: Ids
}

/** Everything that officials and support may do to attempts. */
export function createAttemptActs({ database, peopleDesk, contests, ...others }: Dependencies) {
  const store = createAttemptActsStore(database)
  async function attemptSubject(slug: string, attemptId: string): Promise<Subject> {
    const contest = await contests.bySlug(slug).catch(() => undefined)
    const owner = contest && (await store.ownerOf(contest.id, attemptId))
    if (!owner) throw new Problem('ATTEMPT_NOT_FOUND')
    return peopleDesk.subjectOf(slug, owner.contestantId)
  }
  const isRegistered = (slug: string, contestantId: string) =>
    peopleDesk.subjectOf(slug, contestantId).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Problem) return false
        throw error
      },
    )
  return {
    attemptSubject,
    attemptActs: createAttemptActsService({ store, contests, subjectOf: attemptSubject, ...others }),
    roundTime: createRoundTimeService({ store: createRoundTimeStore(database), acts: store, contests, isRegistered, ...others }),
  }
}
