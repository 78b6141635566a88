import type { Notice } from '../../../server/contract/notices.ts'
import type { DeviceStorage } from '../../core/storage.ts'

type NoticeId = Pick<Notice, 'roundId' | 'number'>

/** What the person has already read on this device, so that a reload does not tell it again. */
export function toldOnce(storage: DeviceStorage) {
  const noticeKey = ({ roundId, number }: NoticeId) => `hoithi:notice:${roundId}:${number}`
  const clockKey = 'hoithi:clock-lead'
  const minutesOf = (leadMs: number) => Math.round(leadMs / 60_000)
  return {
    hasRead: (notice: NoticeId) => storage.read(noticeKey(notice)) !== undefined,
    read: (notice: NoticeId) => void storage.write(noticeKey(notice), '1'),
    /** A clock that is wrong in another way is told anew. */
    hasReadClock: (leadMs: number) => Math.abs(Number(storage.read(clockKey)) - minutesOf(leadMs)) <= 1,
    readClock: (leadMs: number) => void storage.write(clockKey, String(minutesOf(leadMs))),
  }
}
