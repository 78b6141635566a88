import type { Language } from '../../contract/primitives.ts'
import { textsIn } from '../../i18n/texts-in.ts'
import type { ContestantsService } from '../contestants/contestants-service.ts'
import { shownName } from '../contestants/person-rules.ts'
import type { UnitsService } from '../units/units-service.ts'

type Dependencies = { contestants: Pick<ContestantsService, 'namesOf'>; units: Pick<UnitsService, 'current'> }
type Asked = { contestId: number; language: Language; showsNames: boolean }
export type UnitCells = readonly [code: string, name: string, above: string]

/** What people and units are called in a file: people by their full names only for those who may see them. */
export async function nameRows({ contestants, units }: Dependencies, { contestId, language, showsNames }: Asked) {
  const { erased, unnamed } = textsIn(language).resultFiles
  const tree = await units.current()
  const known = new Map<number, UnitCells>()

  function unitOf(id: number): UnitCells {
    const cells = known.get(id) ?? made(id)
    known.set(id, cells)
    return cells
  }
  function made(id: number): UnitCells {
    const trail = tree.trailOf(id)
    const above = trail.slice(0, -1).map(({ name }) => name)
    return [trail.at(-1)?.code ?? '', trail.at(-1)?.name ?? '', above.join(' › ')]
  }
  return {
    unitOf,
    async peopleOf(ids: readonly string[]): Promise<(id: string) => { name: string; unitId: number }> {
      const people = await contestants.namesOf(contestId, ids)
      const named = new Map(
        people.map(({ id, unitId, isErased, ...person }) => {
          const name = showsNames ? person.fullName : shownName(person)
          return [id, { unitId, name: isErased ? erased : name || unnamed }]
        }),
      )
      return (id) => named.get(id) ?? { name: erased, unitId: 0 }
    },
  }
}
export type NamedRows = Awaited<ReturnType<typeof nameRows>>
