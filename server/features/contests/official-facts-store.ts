import type { TransactionSql } from 'postgres'

/** What officials did to a contest as a whole, once each, within their act: phases stand on it. The first moment stays. */
export function createOfficialFacts() {
  return {
    markSealed: (transaction: TransactionSql, contestId: number, at: Date) =>
      transaction`update contests set sealed_at = coalesce(sealed_at, ${at}) where id = ${contestId}`,
    /** Results are published from a seal only. */
    markPublished: (transaction: TransactionSql, contestId: number, at: Date) =>
      transaction`update contests set published_at = coalesce(published_at, ${at}) where id = ${contestId} and sealed_at is not null`,
    markArchived: (transaction: TransactionSql, contestId: number, at: Date) =>
      transaction`update contests set archived_at = coalesce(archived_at, ${at}) where id = ${contestId} and published_at is not null`,
  }
}
