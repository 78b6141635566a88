import { useEffect, useRef, useState } from 'preact/hooks'
import type { PublicUnit } from '../../../server/contract/contests.ts'
import { useKit } from '../kit.tsx'
import { Button } from './button.tsx'
import { FieldError } from './field.tsx'
import { Icon } from './icon.tsx'
import { UnitLevels } from './unit-levels.tsx'
import { UnitSearch } from './unit-search.tsx'

type Props = { onChoose: (unit: PublicUnit | undefined) => void; error?: string | undefined }

/** By name or down the tree. Once a unit is settled only that choice stays on the screen, with the way further down if it has one. */
export function UnitPicker({ onChoose, error }: Props) {
  const { words } = useKit()
  const [settled, setSettled] = useState<PublicUnit>()
  const card = useRef<HTMLDivElement>(null)

  useEffect(() => {
    // the list that had the focus is gone; the choice itself is the next thing to hear
    if (settled) card.current?.focus({ preventScroll: true })
  }, [settled])

  function settle(unit: PublicUnit | undefined) {
    setSettled(unit)
    onChoose(unit)
  }
  const chooseLevel = (unit: PublicUnit | undefined) => (unit && !unit.hasChildren ? settle(unit) : onChoose(unit))

  return (
    <fieldset class={`field${error ? ' has-error' : ''}`} aria-describedby={error ? 'unit-error' : undefined}>
      <legend class="label">{words.register.unit}</legend>
      {settled ? (
        <>
          <div class="unit-chosen" ref={card} tabIndex={-1}>
            <Icon name="check" />
            <div class="unit-chosen-words">
              <span class="sr-only">{words.register.unitChosen}: </span>
              <strong>{settled.name}</strong>
              {settled.trail.length > 0 && <span class="hint">{settled.trail.join(' › ')}</span>}
            </div>
            <Button look="link" onClick={() => settle(undefined)}>
              {words.register.unitChange}
            </Button>
          </div>
          {settled.hasChildren && <UnitLevels under={settled} hasError={error !== undefined} onChoose={chooseLevel} />}
        </>
      ) : (
        <>
          <UnitSearch onChoose={settle} />
          <p class="hint unit-or">{words.register.unitByLevel}</p>
          <UnitLevels hasError={error !== undefined} onChoose={chooseLevel} />
        </>
      )}
      <FieldError id="unit" error={error} />
    </fieldset>
  )
}
