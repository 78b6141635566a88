import type { TransactionSql } from 'postgres'
import type { Database } from '../../database/client.ts'

export type NoticeRow = { roundId: number; number: number; at: Date; text: string; textEn: string | null }
export type NewNotice = { contestId: number; roundId: number; at: Date; text: string; textEn?: string | undefined }

export type NoticesStore = ReturnType<typeof createNoticesStore>

export function createNoticesStore({ sql }: Pick<Database, 'sql'>) {
  return {
    /** Within the act that it tells of; everybody who asks for the time of an attempt learns the new number. */
    async add(transaction: TransactionSql, { contestId, roundId, at, text, textEn }: NewNotice): Promise<number> {
      const [row] = await transaction<{ number: number }[]>`
        with counted as (
          update rounds set notice_number = notice_number + 1 where contest_id = ${contestId} and id = ${roundId} returning notice_number
        )
        insert into notices (contest_id, round_id, number, at, text, text_en)
        select ${contestId}, ${roundId}, notice_number, ${at}, ${text}, ${textEn ?? null} from counted returning number`
      if (!row) throw new Error(`there is no round ${roundId} to tell of`)
      return row.number
    },
    of: (contestId: number, limit: number) => sql<NoticeRow[]>`
      select round_id as "roundId", number, at, text, text_en as "textEn" from notices
      where contest_id = ${contestId} order by at desc, round_id desc, number desc limit ${limit}`,
  }
}
