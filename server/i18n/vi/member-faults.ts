import type { MemberFaultCode } from '../../contract/members.ts'

export const memberFaults: Record<MemberFaultCode, string> = {
  IDENTITY_EMPTY: 'Dòng này thiếu thông tin định danh.',
  IDENTITY_UNREADABLE: 'Thông tin định danh không đúng.',
  DOUBLED: 'Người này đã có ở dòng phía trên.',
  UNIT_NOT_FOUND: 'Không có đơn vị mang mã này.',
  UNIT_OUTSIDE: 'Đơn vị này nằm ngoài phạm vi của bạn.',
}
