import { useEffect, useRef, useState } from 'preact/hooks'
import type { PublicUnit } from '../../../server/contract/contests.ts'
import { useKit } from '../kit.tsx'
import { Icon } from './icon.tsx'

const pauseMs = 350
const listId = 'unit-options'
const optionId = (unit: PublicUnit | undefined) => unit && `unit-option-${unit.id}`

/** For those who know the name, today's or an old one: a few letters, then an arrow and Enter, or one press. The focus stays in the field. */
export function UnitSearch({ onChoose }: { onChoose: (unit: PublicUnit) => void }) {
  const { api, scheduler, words, format, announce } = useKit()
  const [text, setText] = useState('')
  const [found, setFound] = useState<PublicUnit[]>()
  const [at, setAt] = useState(-1)
  const list = useRef<HTMLDivElement>(null)
  const search = text.trim().normalize('NFC')

  useEffect(() => {
    setFound(undefined)
    setAt(-1)
    if (search.length < 2) return
    let isWanted = true
    const cancel = scheduler.after(pauseMs, async () => {
      const reply = await api.searchUnits(search)
      if (!isWanted || !reply.ok) return
      setFound(reply.value.units)
      announce(reply.value.units.length > 0 ? words.register.unitFound(format.count(reply.value.units.length)) : words.register.unitNone)
    })
    return () => {
      isWanted = false
      cancel()
    }
  }, [search, api, scheduler, announce, words, format])

  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [at])

  function press(event: KeyboardEvent) {
    const { key } = event
    const count = found?.length ?? 0
    // Enter takes what is marked; it must not send a form that is half filled in
    if (key === 'Enter') {
      event.preventDefault()
      const marked = found?.[at]
      if (marked) onChoose(marked)
    } else if (key === 'Escape' && found) {
      event.preventDefault()
      setFound(undefined)
    } else if (count > 0 && (key === 'ArrowDown' || key === 'ArrowUp')) {
      event.preventDefault()
      setAt(key === 'ArrowDown' ? (at + 1) % count : at <= 0 ? count - 1 : at - 1)
    }
  }

  const hasOptions = found !== undefined && found.length > 0
  return (
    <div class="unit-search">
      <label class="hint" for="unit-search">
        {words.register.unitSearch}
      </label>
      <div class="input-with-icon">
        <Icon name="search" />
        <input
          id="unit-search"
          class="input"
          type="text"
          enterkeyhint="search"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={hasOptions}
          aria-controls={hasOptions ? listId : undefined}
          aria-activedescendant={optionId(found?.[at])}
          value={text}
          maxLength={80}
          autocomplete="off"
          placeholder={words.register.unitSearchHint}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={press}
        />
      </div>
      {found && found.length === 0 && <p class="hint">{words.register.unitNone}</p>}
      {hasOptions && (
        <div class="unit-results" role="listbox" id={listId} aria-label={words.register.unitSearch} ref={list}>
          {found.map((unit, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus
            <div
              key={unit.id}
              id={optionId(unit)}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              class="unit-result"
              // the field would lose the focus, and the list with it, before the press is over
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onChoose(unit)}
            >
              <strong>{unit.name}</strong>
              {unit.formerName && <span class="hint">{words.register.unitFormer(unit.formerName)}</span>}
              {unit.trail.length > 0 && <span class="hint">{unit.trail.join(' › ')}</span>}
            </div>
          ))}
        </div>
      )}
    </div>
  )
}
