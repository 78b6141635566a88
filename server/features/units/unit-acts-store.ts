import type { TransactionSql } from 'postgres'
import { Problem } from '../../contract/errors.ts'
import type { SeenUnit, UnitActName } from '../../contract/units.ts'
import { arrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'
import { isUniqueViolation } from '../../database/database-errors.ts'
import { type ActBy, recordActs } from '../audit/act.ts'
import { createTreeStep, type TreeStep } from './tree-step.ts'

export type ActOrder = {
  actionId: string
  requestDigest: Buffer
  kind: UnitActName
  effectiveOn: string
  today: string
  by: ActBy
  reason?: string
  /** Units as whoever acts has seen them: a newer version of one of them refuses the act. */
  seen: readonly SeenUnit[]
}
/** What an act came to: the unit to answer with, and what the history tells of it. */
export type ActOutcome = { unitId: number | null; subject: Record<string, unknown>; before?: unknown; after?: unknown }
/** What an act does on the day it takes effect, and on other days where it has to. */
export type ActWork = (step: TreeStep, stepOn: (day: string) => TreeStep) => Promise<ActOutcome>

export type UnitActsStore = ReturnType<typeof createUnitActsStore>

export function createUnitActsStore({ sql }: Database) {
  /** The tree is a rule over many rows and days, so those who change it take turns. */
  const alone = <Result>(work: (transaction: TransactionSql) => Promise<Result>) =>
    sql
      .begin(async (transaction) => {
        await transaction`select pg_advisory_xact_lock(hashtextextended('tree of units', 7407))`
        return work(transaction)
      })
      .catch((error: unknown) => {
        throw problemOf(error)
      }) as Promise<Result>

  return {
    /** One act, whole or not at all. A repeat of it is answered with the unit of the first time. */
    act: (order: ActOrder, work: ActWork): Promise<number | null> =>
      alone(async (transaction) => {
        const { actionId, requestDigest, kind, effectiveOn, today, by, reason, seen } = order
        const [known] = await transaction<{ digest: Buffer; unitId: number | null }[]>`
          select request_digest as digest, unit_id as "unitId" from unit_acts where action_id = ${actionId}`
        if (known) {
          if (!known.digest.equals(requestDigest)) throw new Problem('ACTION_ID_REUSED')
          return known.unitId
        }
        await refuseUnlessSeen(transaction, seen)
        const [row] = await transaction<{ number: number }[]>`
          insert into unit_acts (action_id, request_digest, kind, effective_on, actor_id, at, subject)
          values (${actionId}, ${requestDigest}, ${kind}, ${effectiveOn}, ${by.kind === 'staff' ? by.id : null}, ${new Date(by.atMs)}, '{}') returning number`
        const number = row?.number ?? 0
        const touched = new Set<number>()
        const stepOn = (day: string) => createTreeStep(transaction, number, day, today, touched)
        const { unitId, ...told } = await work(stepOn(effectiveOn), stepOn)
        await refuseOrphans(transaction, [...touched], effectiveOn)
        await settle(transaction, [...touched], number, today, by)
        const subject = { ...told.subject, effectiveOn, number }
        await transaction`
          update unit_acts set unit_id = ${unitId}, subject = ${transaction.json({ ...told, ...(reason ? { reason } : {}) } as never)} where number = ${number}`
        await recordActs(transaction, by, [{ act: kind, ...told, subject, ...(unitId === null ? {} : { unitId }), ...(reason ? { reason } : {}) }])
        return unitId
      }),

    /** Takes back what has not come into force. What was built upon it refuses. */
    callOff: (number: number, today: string, by: ActBy): Promise<void> =>
      alone(async (transaction) => {
        const [planned] = await transaction<{ kind: string; day: string; isPlanned: boolean; unitId: number | null }[]>`
          select kind, effective_on::text as day, unit_id as "unitId", effective_on > ${today}::date and cancelled_at is null as "isPlanned"
          from unit_acts where number = ${number}`
        if (!planned) throw new Problem('UNIT_ACT_NOT_FOUND')
        if (!planned.isPlanned) throw new Problem('UNIT_ACT_IN_FORCE')
        const touched = new Set<number>()
        for (const table of ['unit_lives', 'unit_names', 'unit_parents', 'unit_successors', 'unit_headcounts'])
          for (const row of await transaction<{ id: number }[]>`delete from ${transaction(table)} where act = ${number} returning unit_id as id`)
            touched.add(row.id)
        await transaction`update unit_acts set cancelled_at = ${new Date(by.atMs)} where number = ${number}`
        await refuseOrphans(transaction, [...touched], planned.day)
        await settle(transaction, [...touched], number, today, by)
        await recordActs(transaction, by, [
          { act: 'unit.call-off', subject: { number, kind: planned.kind }, ...(planned.unitId ? { unitId: planned.unitId } : {}) },
        ])
      }),
  }
}

async function refuseUnlessSeen(transaction: TransactionSql, seen: readonly SeenUnit[]): Promise<void> {
  const rows = await transaction<{ id: number; version: number }[]>`
    select id, version from units where id = any(${arrayOf(seen, ({ id }) => id)}::text::integer[])`
  const versions = new Map(rows.map(({ id, version }) => [id, version]))
  for (const { id, version } of seen) {
    if (!versions.has(id)) throw new Problem('UNIT_NOT_FOUND')
    if (versions.get(id) !== version) throw new Problem('UNIT_CHANGED')
  }
}

async function refuseOrphans(transaction: TransactionSql, touched: readonly number[], since: string): Promise<void> {
  const [orphan] = await transaction<{ unitId: number }[]>`
    select unit_id as "unitId" from unit_orphans(${arrayOf(touched, String)}::text::integer[], ${since}::date) order by day limit 1`
  // of a unit that this act did not touch the one above was closed; otherwise the act itself went below a closed one
  if (orphan) throw new Problem(touched.includes(orphan.unitId) ? 'UNIT_CLOSED' : 'UNIT_HAS_UNITS')
}

/** Editors of older versions will be told (a unit that begins with this act has none), and today's columns follow. */
async function settle(transaction: TransactionSql, touched: readonly number[], act: number, today: string, by: ActBy): Promise<void> {
  await transaction`
    update units u set version = u.version + 1 from unnest(${arrayOf(touched, String)}::text::integer[]) as touched(id)
    where u.id = touched.id and exists (select from unit_lives l where l.unit_id = u.id and l.act <> ${act})`
  await transaction`select project_unit_tree(greatest(${today}::date, projected_on), ${new Date(by.atMs)}) from unit_tree`
}

function problemOf(error: unknown): unknown {
  if ((error as { constraint_name?: string }).constraint_name === 'unit_tree_has_no_cycle') return new Problem('UNIT_MOVE_REFUSED')
  return isUniqueViolation(error, 'units_code_unique') || isUniqueViolation(error, 'one_unit_per_code') ? new Problem('UNIT_CODE_TAKEN') : error
}
