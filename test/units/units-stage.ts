import { randomUUID } from 'node:crypto'
import type { StaffUnitList, UnitCard } from '../../server/contract/units.ts'
import { addUnits, type NewUnit } from '../../server/features/units/add-units.ts'
import type { Answer } from '../helpers/participant.ts'
import { sixUnits } from '../helpers/six-units.ts'
import { logInAs, type Staff } from '../helpers/staff.ts'
import { startTestApp, type TestApp, type TestAppOptions } from '../helpers/test-app.ts'

/** As a file may have them: whatever stands below comes first. */
const smallProvince = [...sixUnits.slice(3), ...sixUnits.slice(1, 3), ...sixUnits.slice(0, 1)]

export async function openUnitsStage(
  units: readonly NewUnit[] = smallProvince,
  options: TestAppOptions = {},
  closeWhen?: (close: () => Promise<void>) => void,
) {
  const running = await startTestApp(options, closeWhen)
  // the migration looked at a real clock; a pinned one may stand before it
  if (options.clock) await running.database.sql`update unit_tree set projected_on = '2000-01-01'`
  if (units.length > 0) await running.database.sql.begin((transaction) => addUnits(transaction, units))
  running.app.features.units.forget()
  const owner = await logInAs(running, 'owner')
  return { ...running, owner, ...handsOn(running, owner) }
}

/** What a person of the staff does with units, by their codes. */
function handsOn(running: TestApp, who: Pick<Staff, 'ask'>) {
  const idOf = async (code: string): Promise<number> => {
    const [row] = await running.database.sql<{ id: number }[]>`select id from units where code = ${code}`
    if (!row) throw new Error(`no unit ${code}`)
    return row.id
  }
  const card = async (code: string): Promise<UnitCard> => (await who.ask<UnitCard>('GET', `/units/${await idOf(code)}`)).body
  const seen = async (code: string) => {
    const { id, version } = await card(code)
    return { id, version }
  }
  /** An act upon one unit as it is now; what is given may replace anything. */
  const act = async (code: string, deed: string, body: Record<string, unknown> = {}): Promise<Answer<UnitCard>> => {
    const { id, version } = await seen(code)
    return who.ask<UnitCard>('POST', `/units/${id}/${deed}`, { actionId: randomUUID(), version, ...body })
  }
  return {
    idOf,
    card,
    seen,
    act,
    create: (code: string, name: string, parentId: number | null, body: Record<string, unknown> = {}) =>
      who.ask<UnitCard>('POST', '/units', { actionId: randomUUID(), code, name, parentId, ...body }),
    move: async (code: string, to: string | null, body: Record<string, unknown> = {}) =>
      act(code, 'move', { parentId: to === null ? null : await idOf(to), ...body }),
    merge: async (
      codes: readonly string[],
      into: string | { code: string; name: string; parentId: number | null },
      body: Record<string, unknown> = {},
    ) =>
      who.ask<UnitCard>('POST', '/units/merges', {
        actionId: randomUUID(),
        units: await Promise.all(codes.map(seen)),
        into: typeof into === 'string' ? await seen(into) : into,
        ...body,
      }),
    /** The open units of a day, each below its parent: "T Tỉnh Trà Giang > X1 …" as lines of codes and names. */
    async treeOn(day?: string): Promise<string[]> {
      const lines: string[] = []
      const walk = async (parent: number | undefined, indent: string) => {
        const query = new URLSearchParams({ ...(day ? { day } : {}), ...(parent === undefined ? {} : { parent: String(parent) }) })
        const { body } = await who.ask<StaffUnitList>('GET', `/units?${query}`)
        for (const unit of body.units) {
          lines.push(`${indent}${unit.code} ${unit.name}`)
          await walk(unit.id, `${indent}  `)
        }
      }
      await walk(undefined, '')
      return lines
    },
  }
}
