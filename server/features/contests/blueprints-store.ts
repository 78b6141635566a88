import type { TransactionSql } from 'postgres'
import type { Blueprint } from '../../../question-bank/paper.ts'
import type { Database } from '../../database/client.ts'
import type { AuthoredBlueprint, RoundSettings } from './round-settings.ts'

export type BlueprintWrite = {
  contestId: number
  roundId: number
  /** The version that the author saw. */
  version: number
  nowMs: number
  blueprint: Blueprint
  authored: AuthoredBlueprint
}

export type BlueprintsStore = ReturnType<typeof createBlueprintsStore>

export function createBlueprintsStore({ sql }: Database) {
  return {
    async find(contestId: number, roundId: number): Promise<{ version: number; opensAt: Date; settings: RoundSettings } | undefined> {
      const [row] = await sql<{ version: number; opensAt: Date; settings: RoundSettings }[]>`
        select r.version, r.opens_at as "opensAt", v.settings
        from rounds r join round_versions v on v.contest_id = r.contest_id and v.round_id = r.id and v.version = r.version
        where r.contest_id = ${contestId} and r.id = ${roundId}`
      return row
    },
    /**
     * The round's next version, of which only the blueprint is new; undefined when it has opened, or somebody saved another one meanwhile.
     * `hold` keeps the questions from being withdrawn before the transaction ends and names those that were.
     */
    async save(
      { contestId, roundId, version, nowMs, blueprint, authored }: BlueprintWrite,
      hold: (transaction: TransactionSql) => Promise<readonly string[]>,
    ): Promise<{ version: number | undefined; withdrawn: readonly string[] }> {
      return sql.begin(async (transaction) => {
        const withdrawn = await hold(transaction)
        if (withdrawn.length > 0) return { version: undefined, withdrawn }
        const [row] = await transaction<{ version: number }[]>`
          with moved as (
            update rounds r set version = version + 1
            where contest_id = ${contestId} and id = ${roundId} and version = ${version} and opens_at > ${new Date(nowMs)}
              and not exists (select from attempts a where a.contest_id = r.contest_id and a.round_id = r.id)
            returning version
          )
          insert into round_versions (contest_id, round_id, version, settings)
          select v.contest_id, v.round_id, moved.version, v.settings || ${transaction.json({ blueprint, authored } as never)}::jsonb
          from moved join round_versions v on v.contest_id = ${contestId} and v.round_id = ${roundId} and v.version = ${version}
          returning version`
        return { version: row?.version, withdrawn: [] }
      })
    },
  }
}
