import type { Database } from '../../database/client.ts'
import type { Origin, Succeeded } from './roll-up.ts'

export type UnitCount = { unitId: number; count: number }
export type TurnoutStore = ReturnType<typeof createTurnoutStore>

/** People by the unit in which they registered or in which their counted attempt was earned: never entered anew, whatever became of the unit. */
export function createTurnoutStore({ sql }: Database) {
  return {
    registered: (contestId: number) => sql<UnitCount[]>`
      select unit_id as "unitId", count(*)::integer as count from contestants where contest_id = ${contestId} group by unit_id`,
    /** Everybody once, in one round or in all of the contest. */
    entrants: (contestId: number, roundId: number | undefined) =>
      roundId === undefined
        ? sql<UnitCount[]>`
            select unit_id as "unitId", count(*)::integer as count from (
              select distinct on (contestant_id) unit_id from standings where contest_id = ${contestId} and projection = 'official'
              order by contestant_id, submitted_at_ms desc
            ) everybody group by unit_id`
        : sql<UnitCount[]>`
            select unit_id as "unitId", count(*)::integer as count from standings
            where contest_id = ${contestId} and round_id = ${roundId} and projection = 'official' group by unit_id`,
    successions: () => sql<Succeeded[]>`
      select unit_id as "unitId", successor_id as "successorId", share_thousandths as "shareThousandths", from_on::text as "from", act
      from unit_successors order by unit_id, from_on, act, share_thousandths desc, successor_id`,
    /** Of units that were not there yet on that day. */
    originsAfter: (day: string) => sql<Origin[]>`
      select distinct on (p.unit_id) p.unit_id as "unitId", p.parent_id as "parentId" from unit_parents p
      where not exists (select from unit_lives l where l.unit_id = p.unit_id and l.from_on <= ${day}::date)
      order by p.unit_id, p.from_on, p.act`,
  }
}
