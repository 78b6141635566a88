import { useEffect, useState } from 'preact/hooks'
import type { PublicUnit } from '../../../server/contract/contests.ts'
import { useKit } from '../kit.tsx'
import { Icon } from './icon.tsx'

const pauseMs = 350

/** For those who know the name: a few letters, then one press. */
export function UnitSearch({ onChoose }: { onChoose: (unit: PublicUnit) => void }) {
  const { api, scheduler, words, format, announce } = useKit()
  const [text, setText] = useState('')
  const [found, setFound] = useState<PublicUnit[]>()
  const search = text.trim().normalize('NFC')

  useEffect(() => {
    setFound(undefined)
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
          type="search"
          value={text}
          maxLength={80}
          autocomplete="off"
          placeholder={words.register.unitSearchHint}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            // Enter looks for a unit; it must not send a form that is half filled in
            if (event.key === 'Enter') event.preventDefault()
          }}
        />
      </div>
      {found && found.length === 0 && <p class="hint">{words.register.unitNone}</p>}
      {found && found.length > 0 && (
        <ul class="unit-results">
          {found.map((unit) => (
            <li key={unit.id}>
              <button type="button" class="unit-result" onClick={() => onChoose(unit)}>
                <strong>{unit.name}</strong>
                {unit.trail.length > 0 && <span class="hint">{unit.trail.join(' › ')}</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
