import { useEffect, useRef, useState } from 'preact/hooks'
import type { PublicUnit } from '../../../server/contract/contests.ts'
import { useKit } from '../kit.tsx'
import { Button } from './button.tsx'
import { FieldError } from './field.tsx'
import { Icon } from './icon.tsx'
import { UnitLevels } from './unit-levels.tsx'
import { UnitSearch } from './unit-search.tsx'

type Props = { chosen: PublicUnit | undefined; onChoose: (unit: PublicUnit | undefined) => void; error?: string | undefined }

/** By name or down the tree. Once a smallest unit is chosen, only that choice stays on the screen. */
export function UnitPicker({ chosen, onChoose, error }: Props) {
  const { words } = useKit()
  const [isChoosing, setIsChoosing] = useState(true)
  const change = useRef<HTMLDivElement>(null)
  const isDone = chosen !== undefined && !isChoosing && !error

  useEffect(() => {
    // the list that had the focus is gone; the choice itself is the next thing to hear
    if (isDone) change.current?.focus({ preventScroll: true })
  }, [isDone])

  function settle(unit: PublicUnit | undefined, isFinal: boolean) {
    onChoose(unit)
    if (isFinal) setIsChoosing(false)
  }

  return (
    <fieldset class={`field${error ? ' has-error' : ''}`} aria-describedby={error ? 'unit-error' : undefined}>
      <legend class="label">{words.register.unit}</legend>
      {isDone ? (
        <div class="unit-chosen" ref={change} tabIndex={-1}>
          <Icon name="check" />
          <div class="unit-chosen-words">
            <span class="sr-only">{words.register.unitChosen}: </span>
            <strong>{chosen.name}</strong>
            {chosen.trail.length > 0 && <span class="hint">{chosen.trail.join(' › ')}</span>}
          </div>
          <Button
            look="link"
            onClick={() => {
              onChoose(undefined)
              setIsChoosing(true)
            }}
          >
            {words.register.unitChange}
          </Button>
        </div>
      ) : (
        <>
          <UnitSearch onChoose={(unit) => settle(unit, true)} />
          <p class="hint unit-or">{words.register.unitByLevel}</p>
          <UnitLevels hasError={error !== undefined} onChoose={(unit) => settle(unit, unit !== undefined && !unit.hasChildren)} />
        </>
      )}
      <FieldError id="unit" error={error} />
    </fieldset>
  )
}
