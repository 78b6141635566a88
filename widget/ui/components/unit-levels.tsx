import { useEffect, useState } from 'preact/hooks'
import type { PublicUnit } from '../../../server/contract/contests.ts'
import { untilAnswered } from '../../core/until-answered.ts'
import { useKit, useWatched } from '../kit.tsx'

type Level = { parent: number | undefined; units?: PublicUnit[]; levelName?: string | undefined; isCut?: boolean | undefined; chosen?: PublicUnit }
type Props = { under?: PublicUnit; onChoose: (unit: PublicUnit | undefined) => void; hasError: boolean }

/** One native list for each level of the tree; the next appears when the one above is chosen. */
export function UnitLevels({ under, onChoose, hasError }: Props) {
  const { api, random, scheduler, words, journey } = useKit()
  const [levels, setLevels] = useState<Level[]>([{ parent: under?.id }])
  const names = useWatched(journey.contest)?.unitLevels ?? []
  const missing = levels.find((level) => !level.units)

  useEffect(() => {
    if (!missing) return
    let isWanted = true
    void untilAnswered(() => api.unitsUnder(missing.parent), { random, scheduler, isStillWanted: () => isWanted }).then((reply) => {
      if (!isWanted || !reply.ok) return
      const { units, levelName, isCut } = reply.value
      // a province that runs its own contest has one unit at the top: nothing to choose there
      const [only] = units
      const chosen = units.length === 1 && only?.hasChildren ? only : undefined
      setLevels((all) => {
        const filled = all.map((level) => (level.parent === missing.parent ? withChosen({ ...level, units, levelName, isCut }, chosen) : level))
        return chosen ? [...filled, { parent: chosen.id }] : filled
      })
    })
    return () => {
      isWanted = false
    }
  }, [missing?.parent, Boolean(missing), api, random, scheduler])

  function choose(depth: number, unit: PublicUnit | undefined) {
    const kept = levels.slice(0, depth + 1).map((level, index) => (index === depth ? withChosen(level, unit) : level))
    setLevels(unit?.hasChildren ? [...kept, { parent: unit.id }] : kept)
    onChoose(unit ?? levels[depth - 1]?.chosen ?? under)
  }

  return (
    <div class="unit-levels">
      {levels.map((level, depth) => {
        const id = `unit-level-${depth}`
        return (
          <div key={id}>
            <label class="hint" for={id}>
              {names[level.units?.[0]?.level ?? depth] ?? level.levelName ?? words.register.unitLevel(String(depth + 1))}
            </label>
            <select
              id={id}
              class="input"
              aria-invalid={hasError && depth === levels.length - 1 ? true : undefined}
              value={level.chosen ? String(level.chosen.id) : ''}
              onChange={(event) => {
                const { value } = event.currentTarget
                choose(
                  depth,
                  level.units?.find((unit) => String(unit.id) === value),
                )
              }}
            >
              <option value="">{level.units ? words.register.unitChoose : words.register.unitLoading}</option>
              {level.units?.map((unit) => (
                <option key={unit.id} value={String(unit.id)}>
                  {unit.name}
                </option>
              ))}
            </select>
            {level.isCut && <p class="hint">{words.register.unitMore}</p>}
          </div>
        )
      })}
    </div>
  )
}

const withChosen = ({ chosen: _before, ...level }: Level, chosen: PublicUnit | undefined): Level => ({ ...level, ...(chosen ? { chosen } : {}) })
