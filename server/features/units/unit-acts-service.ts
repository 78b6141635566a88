import { createHash } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import { Problem } from '../../contract/errors.ts'
import type {
  NewUnitOf,
  ProvincesStart,
  SeenUnit,
  UnitActName,
  UnitClosing,
  UnitCreation,
  UnitDescription,
  UnitHeadcount,
  UnitMerge,
  UnitMove,
  UnitRenaming,
  UnitReopening,
  UnitSplit,
} from '../../contract/units.ts'
import { type Actor, installation, requireCan } from '../access/can.ts'
import type { ActBy } from '../audit/act.ts'
import { type Province, provinces2025 } from './data/provinces-2025.ts'
import { type CleanPictures, logoPicture } from './logo-picture.ts'
import { tidiedCode, tidiedName } from './tidy-name.ts'
import type { DescribedUnit, TreeStep } from './tree-step.ts'
import type { ActWork, UnitActsStore } from './unit-acts-store.ts'
import type { UnitsService } from './units-service.ts'
import { dayInVietnam } from './vietnam-day.ts'

/** Who acts: what they may do, and as whom the log names them. */
export type Acting = { actor: Actor; by: ActBy }
type Body = { actionId: string; effectiveOn?: string; reason?: string }

const earliestDay = '1900-01-01'
const furthestYears = 10
const wholeThousandths = 1_000

type Dependencies = { store: UnitActsStore; units: UnitsService; clock: Clock; cleanPictures: CleanPictures; announce(): void }

/** Everything that is done to the tree. Each act is one transaction; whoever looked at an older version is told. */
export function createUnitActsService({ store, units, clock, cleanPictures, announce }: Dependencies) {
  async function perform<Sent extends Body>(
    { by }: Acting,
    kind: UnitActName,
    unitId: number | null,
    body: Sent,
    seen: readonly SeenUnit[],
    work: ActWork,
  ): Promise<number | null> {
    const today = dayInVietnam(clock.now())
    const effectiveOn = body.effectiveOn ?? today
    if (effectiveOn < earliestDay || effectiveOn > yearsAfter(today, furthestYears)) throw new Problem('UNIT_DAY_REFUSED')
    const requestDigest = createHash('sha256')
      .update(JSON.stringify([kind, unitId, body]))
      .digest()
    const { actionId, reason } = body
    const answered = await store.act({ actionId, requestDigest, kind, effectiveOn, today, by, seen, ...(reason ? { reason } : {}) }, work)
    units.forget()
    announce()
    return answered
  }

  async function act<Sent extends Body>(...order: Parameters<typeof perform<Sent>>): Promise<number> {
    const unitId = await perform(...order)
    if (unitId === null) throw new Problem('UNIT_NOT_FOUND')
    return unitId
  }

  /** The route looked at the unit in its address; every other one that an act names is looked at here. */
  async function requireMayChange({ actor }: Acting, unitId: number | null): Promise<void> {
    requireCan(actor, 'unit.write', unitId === null ? installation : [await units.pathOf(unitId)], 'UNIT_NOT_FOUND')
  }

  const seenOf = (unitId: number, { version }: { version: number }): SeenUnit[] => [{ id: unitId, version }]

  /** The unit that goes on: one that is there, or one that begins with this act. */
  async function goesOn(step: TreeStep, one: SeenUnit | NewUnitOf): Promise<number> {
    if ('id' in one) {
      await step.readOpen([one.id])
      return one.id
    }
    return step.add({ ...one, code: tidiedCode(one.code), name: tidiedName(one.name) })
  }
  const requireMayGoOn = (acting: Acting, one: SeenUnit | NewUnitOf) => requireMayChange(acting, 'id' in one ? one.id : one.parentId)

  return {
    async create(acting: Acting, body: UnitCreation): Promise<number> {
      await requireMayChange(acting, body.parentId)
      return act(acting, 'unit.create', null, body, [], async (step) => {
        const { parentId, headcount } = body
        const unit = { code: tidiedCode(body.code), name: tidiedName(body.name), parentId, ...(headcount === undefined ? {} : { headcount }) }
        return { unitId: await step.add(unit), subject: {}, after: unit }
      })
    },

    rename: (acting: Acting, unitId: number, body: UnitRenaming) =>
      act(acting, 'unit.rename', unitId, body, seenOf(unitId, body), async (step) => {
        const [unit] = await step.readOpen([unitId])
        const name = tidiedName(body.name)
        await step.setNames([unitId], name)
        return { unitId, subject: { unitId }, before: { name: unit?.name }, after: { name } }
      }),

    /** Everything below moves with it. That no unit comes to stand below itself is a constraint of the database, for all days. */
    async move(acting: Acting, unitId: number, body: UnitMove): Promise<number> {
      await requireMayChange(acting, body.parentId)
      return act(acting, 'unit.move', unitId, body, seenOf(unitId, body), async (step) => {
        const [unit] = await step.readOpen([unitId])
        await step.setParents([unitId], body.parentId)
        return { unitId, subject: { unitId }, before: { parentId: unit?.parentId }, after: { parentId: body.parentId } }
      })
    },

    close: (acting: Acting, unitId: number, body: UnitClosing) =>
      act(acting, 'unit.close', unitId, body, seenOf(unitId, body), async (step) => {
        await step.readOpen([unitId])
        const closed = [unitId, ...(body.withUnitsBelow ? await step.openSubtree(unitId) : [])]
        await step.setLives(closed, false)
        return { unitId, subject: { unitId, closed } }
      }),

    reopen: (acting: Acting, unitId: number, body: UnitReopening) =>
      act(acting, 'unit.reopen', unitId, body, seenOf(unitId, body), async (step) => {
        const [unit] = await step.read([unitId])
        if (unit?.isOpen) throw new Problem('UNIT_STILL_OPEN')
        // before its first day it has no name and no place: it can only begin earlier as another unit
        if (!unit?.hasBegun) throw new Problem('UNIT_DAY_REFUSED')
        await step.setLives([unitId], true)
        return { unitId, subject: { unitId } }
      }),

    setHeadcount: (acting: Acting, unitId: number, body: UnitHeadcount) =>
      act(acting, 'unit.headcount', unitId, body, seenOf(unitId, body), async (step) => {
        const [unit] = await step.readOpen([unitId])
        await step.setHeadcount(unitId, body.headcount)
        return { unitId, subject: { unitId }, before: { headcount: unit?.headcount }, after: { headcount: body.headcount } }
      }),

    /** Many become one. Units below move over; results stay where they were earned and roll up into the one that goes on. */
    async merge(acting: Acting, body: UnitMerge): Promise<number> {
      const ending = body.units.map(({ id }) => id)
      for (const id of ending) await requireMayChange(acting, id)
      await requireMayGoOn(acting, body.into)
      const seen = [...body.units, ...('id' in body.into ? [body.into] : [])]
      if (new Set(seen.map(({ id }) => id)).size < seen.length) throw new Problem('UNIT_MOVE_REFUSED')
      return act(acting, 'unit.merge', null, body, seen, async (step) => {
        const before = await step.readOpen(ending)
        const into = await goesOn(step, body.into)
        if ((await step.trailOf(into)).some((id) => ending.includes(id))) throw new Problem('UNIT_MOVE_REFUSED')
        const moved = (await step.openBelow(ending)).map(({ id }) => id).filter((id) => !ending.includes(id))
        const [target] = await step.read([into])
        if (moved.length > 0) await step.setParents(moved, into)
        await step.setLives(ending, false)
        await step.follow(ending, [{ id: into, shareThousandths: wholeThousandths }])
        const headcount = summed([...before, ...('id' in body.into && target ? [target] : [])])
        if (headcount !== undefined) await step.setHeadcount(into, headcount)
        return {
          unitId: into,
          subject: { ended: ending, into, moved },
          before: { names: before.map(({ name }) => name) },
          after: { name: target?.name },
        }
      })
    },

    /** One becomes many. What was earned before is shared out as declared, units below go where they are told. */
    async split(acting: Acting, unitId: number, body: UnitSplit): Promise<number> {
      for (const { unit } of body.into) await requireMayGoOn(acting, unit)
      const known = body.into.flatMap(({ unit }) => ('id' in unit ? [unit] : []))
      const seen = [...seenOf(unitId, body), ...known]
      const total = body.into.reduce((sum, { shareThousandths }) => sum + shareThousandths, 0)
      if (total !== wholeThousandths || new Set(seen.map(({ id }) => id)).size < seen.length) throw new Problem('UNIT_SHARES_REFUSED')
      return act(acting, 'unit.split', unitId, body, seen, async (step) => {
        const [unit] = await step.readOpen([unitId])
        const successors: { id: number; shareThousandths: number }[] = []
        for (const { unit: one, shareThousandths } of body.into) successors.push({ id: await goesOn(step, one), shareThousandths })
        const main = mainOf(successors)
        for (const { id } of successors) if ((await step.trailOf(id)).includes(unitId)) throw new Problem('UNIT_MOVE_REFUSED')
        const told = new Map((body.unitsBelow ?? []).map(({ id, to }) => [id, successors[to]?.id]))
        const below = (await step.openBelow([unitId])).map(({ id }) => id)
        if ([...told].some(([id, to]) => to === undefined || !below.includes(id))) throw new Problem('UNIT_NOT_FOUND')
        for (const [to, moved] of Map.groupBy(below, (id) => told.get(id) ?? main)) await step.setParents(moved, to)
        await step.setLives([unitId], false)
        await step.follow([unitId], successors)
        return { unitId, subject: { ended: [unitId], successors }, before: { name: unit?.name } }
      })
    },

    describe: (acting: Acting, unitId: number, body: UnitDescription) =>
      act(acting, 'unit.describe', unitId, body, seenOf(unitId, body), async (step) => {
        const { contact, colours, levelNames, aliases } = body
        const before = await step.described(unitId)
        await step.describe(unitId, {
          ...(contact === undefined ? {} : { contact }),
          ...(colours === undefined ? {} : { colours }),
          ...(levelNames === undefined ? {} : { levelNames: levelNames?.map(tidiedName) ?? null }),
        })
        if (aliases) await step.setAliases(unitId, aliases.map(tidiedName))
        // who to call stands in the unit, not in the log: it names a person
        const fields = Object.keys(body).filter((field) => !['actionId', 'version'].includes(field))
        const after = await step.described(unitId)
        return { unitId, subject: { unitId, fields }, before: onlyOf(before, fields), after: onlyOf(after, fields) }
      }),

    async setLogo(acting: Acting, unitId: number, sent: { version: number; actionId: string }, picture: Buffer | null): Promise<number> {
      const logo = picture === null ? null : await logoPicture(picture, cleanPictures)
      const body = { actionId: sent.actionId, version: sent.version, digest: logo?.digest ?? null }
      return act(acting, 'unit.describe', unitId, body, seenOf(unitId, sent), async (step) => {
        const { logoDigest } = await step.described(unitId)
        if (logo) await step.keepLogo(logo)
        await step.describe(unitId, { logoDigest: logo?.digest ?? null })
        return { unitId, subject: { unitId, fields: ['logo'] }, before: { logoDigest }, after: { logoDigest: logo?.digest ?? null } }
      })
    },

    /** A whole file at once; the preview told what it changes, and refuses when the tree is another by now. */
    async takeOver(acting: Acting, importId: string, actionId: string): Promise<void> {
      await perform(acting, 'unit.import', null, { actionId, importId }, [], async (step) => {
        const { added, changed } = await step.takeOver(importId, actionId)
        return { unitId: null, subject: { importId, added: added.length, changed: changed.length } }
      })
    },

    /** The provinces in force since 2025-07-01 with those of before, which closed that day: old names lead to today's, old trees can be read. */
    async startWithProvinces(acting: Acting, body: ProvincesStart): Promise<void> {
      await requireMayChange(acting, body.parentId)
      const { effectiveOn, unchanged, formed } = provinces2025
      await perform(acting, 'unit.import', null, { ...body, effectiveOn }, [], async (step, stepOn) => {
        const before = stepOn(earliestDay)
        const add = async (into: TreeStep, { code, name, aliases = [] }: Province): Promise<number> => {
          const id = await into.add({ code, name, parentId: body.parentId })
          await into.setAliases(id, aliases)
          return id
        }
        for (const one of unchanged) await add(before, one)
        for (const { from, ...province } of formed) {
          const ended: number[] = []
          for (const one of from) ended.push(await add(before, one))
          const id = await add(step, province)
          await step.setLives(ended, false)
          await step.follow(ended, [{ id, shareThousandths: wholeThousandths }])
        }
        return { unitId: body.parentId, subject: { starter: 'provinces-2025', parentId: body.parentId } }
      })
    },

    async callOff({ actor, by }: Acting, number: number): Promise<void> {
      requireCan(actor, 'unit.write', installation, 'UNIT_ACT_NOT_FOUND')
      await store.callOff(number, dayInVietnam(clock.now()), by)
      units.forget()
      announce()
    },
  }
}
export type UnitActsService = ReturnType<typeof createUnitActsService>

/** The one that takes what cannot be shared: people, and units that nobody assigned. */
function mainOf(successors: readonly { id: number; shareThousandths: number }[]): number {
  return successors.reduce((main, one) => (one.shareThousandths > main.shareThousandths ? one : main)).id
}

/** Undefined where one of them is not known: half a sum would be a wrong number. */
function summed(units: readonly { headcount: number | null }[]): number | undefined {
  return units.every(({ headcount }) => headcount !== null) ? units.reduce((sum, { headcount }) => sum + (headcount ?? 0), 0) : undefined
}

function yearsAfter(day: string, years: number): string {
  return `${Number(day.slice(0, 4)) + years}${day.slice(4)}`
}

/** What an act was about, of all that a unit is described by. */
function onlyOf(described: DescribedUnit, fields: readonly string[]): Partial<DescribedUnit> {
  return Object.fromEntries(Object.entries(described).filter(([field]) => fields.includes(field)))
}
