import { installation } from './features/access/can.ts'
import type { Features } from './features.ts'
import type { Subjects } from './plugins/guards.ts'

/** Where in the tree of units the things stand that addresses name. */
export function createSubjects({ contests, portals, units }: Pick<Features, 'contests' | 'portals' | 'units'>): Subjects {
  return {
    contest: {
      missing: 'CONTEST_NOT_FOUND',
      async find({ slug = '' }) {
        const { unitId } = await contests.bySlug(String(slug))
        return unitId === null ? installation : [await units.pathOf(unitId)]
      },
    },
    portal: { missing: 'PORTAL_NOT_FOUND', find: ({ portalId = 0 }) => portals.subjectOf(Number(portalId)) },
    unit: { missing: 'UNIT_NOT_FOUND', find: async ({ unitId = 0 }) => [await units.pathOf(Number(unitId))] },
  }
}
