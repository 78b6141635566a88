import { type Static, Type } from 'typebox'
import { Slug, UnitId } from './primitives.ts'

/** Who may take part in a contest for members alone; and who takes part but cannot win: organizers and their staff. */
export const memberLists = ['entitled', 'organizers'] as const
export type MemberListName = (typeof memberLists)[number]

export const MemberListParams = Type.Object({ slug: Slug, list: Type.Enum([...memberLists]) })
export const MemberUploadQuery = Type.Object({
  mode: Type.Optional(
    Type.Enum(['add', 'replace'], { description: 'replace: whoever is not in the file leaves the list, as far as one may change it' }),
  ),
  preview: Type.Optional(Type.Enum(['yes', 'no'], { description: 'yes: only says what would happen' })),
})
export type MemberUploadQuery = Static<typeof MemberUploadQuery>

export const MemberFaultCode = Type.Enum(['IDENTITY_EMPTY', 'IDENTITY_UNREADABLE', 'DOUBLED', 'UNIT_NOT_FOUND', 'UNIT_OUTSIDE'])
export type MemberFaultCode = Static<typeof MemberFaultCode>

export const MemberUploadReport = Type.Object({
  isPreview: Type.Boolean(),
  added: Type.Integer(),
  kept: Type.Integer({ description: 'On the list before and after' }),
  removed: Type.Integer(),
  faultCount: Type.Integer(),
  faults: Type.Array(Type.Object({ line: Type.Integer(), code: MemberFaultCode, sentence: Type.String() }), { description: 'The first of them' }),
})
export type MemberUploadReport = Static<typeof MemberUploadReport>

/** Nobody's name is kept on a list: only how many there are, and where. */
export const MemberListView = Type.Object({
  total: Type.Integer(),
  registered: Type.Integer(),
  units: Type.Array(
    Type.Object({ unitId: Type.Union([UnitId, Type.Null()]), unitName: Type.String(), total: Type.Integer(), registered: Type.Integer() }),
  ),
})
export type MemberListView = Static<typeof MemberListView>
