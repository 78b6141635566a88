import type { MemberFaultCode } from '../../contract/members.ts'

export const memberFaults: Record<MemberFaultCode, string> = {
  IDENTITY_EMPTY: 'This line says nothing of who it is.',
  IDENTITY_UNREADABLE: 'The identity is not right.',
  DOUBLED: 'This person stands on a line above already.',
  UNIT_NOT_FOUND: 'There is no unit of this code.',
  UNIT_OUTSIDE: 'This unit lies outside your branch.',
}
