import type { Clock } from './clock.ts'
import { installation } from './features/access/can.ts'
import { isDraft } from './features/contests/contest-phase.ts'
import type { Features } from './features.ts'
import type { Subjects } from './plugins/guards.ts'

/** Where in the tree of units the things stand that addresses name. */
export function createSubjects({
  apiKeys,
  attemptSubject,
  contests,
  peopleDesk,
  portals,
  staff,
  units,
  webhooks,
  clock,
}: Pick<Features, 'apiKeys' | 'attemptSubject' | 'contests' | 'peopleDesk' | 'portals' | 'staff' | 'units' | 'webhooks'> & {
  clock: Clock
}): Subjects {
  const contest: Subjects['contest'] = {
    missing: 'CONTEST_NOT_FOUND',
    async find({ slug = '' }) {
      const { unitId } = await contests.bySlug(String(slug))
      return unitId === null ? installation : [await units.pathOf(unitId)]
    },
  }
  return {
    account: { missing: 'ACCOUNT_NOT_FOUND', find: ({ accountId = 0 }) => staff.subjectOf(Number(accountId)) },
    /** Where the person stands whose attempt it is. */
    attempt: { missing: 'ATTEMPT_NOT_FOUND', find: ({ slug = '', attemptId = '' }) => attemptSubject(String(slug), String(attemptId)) },
    contest,
    'contest-branches': { ...contest, isForAllBranches: async ({ slug = '' }) => !isDraft(await contests.bySlug(String(slug)), clock.now()) },
    /** A person stands in two places: in the own unit and where the contest stands. */
    contestant: { missing: 'PERSON_NOT_FOUND', find: ({ slug = '', contestantId = '' }) => peopleDesk.subjectOf(String(slug), String(contestantId)) },
    key: { missing: 'KEY_NOT_FOUND', find: ({ keyId = 0 }) => apiKeys.subjectOf(Number(keyId)) },
    portal: { missing: 'PORTAL_NOT_FOUND', find: ({ portalId = 0 }) => portals.subjectOf(Number(portalId)) },
    webhook: { missing: 'WEBHOOK_NOT_FOUND', find: ({ webhookId = 0 }) => webhooks.subjectOf(Number(webhookId)) },
    unit: { missing: 'UNIT_NOT_FOUND', find: async ({ unitId = 0 }) => [await units.pathOf(Number(unitId))] },
  }
}
