import { useMemo } from 'preact/hooks'
import type { BoardUnitRow } from '../../../server/contract/boards.ts'
import { boardWords } from '../board-words.ts'
import { useMovingRows } from '../use-moving-rows.ts'

const { t, count } = boardWords
const unitRows = 10

/** Turn-out by unit; the bar repeats the number for the eye. */
export function UnitTable({ units }: { units: readonly BoardUnitRow[] }) {
  const shown = useMemo(() => units.slice(0, unitRows), [units])
  const moving = useMemo(() => shown.map(({ unitId, entrants }) => ({ key: String(unitId), news: String(entrants) })), [shown])
  const body = useMovingRows<HTMLTableSectionElement>(moving)
  const most = Math.max(1, ...shown.map(({ entrants }) => entrants))
  return (
    <section class="units">
      <h2>{t('board.units')}</h2>
      {shown.length === 0 ? (
        <p class="units-empty">{t('board.unitsEmpty')}</p>
      ) : (
        <table style={{ '--rows': shown.length }}>
          <thead class="visually-hidden">
            <tr>
              <th scope="col">{t('board.unit')}</th>
              <th scope="col">{t('board.unitEntrants')}</th>
            </tr>
          </thead>
          <tbody ref={body}>
            {shown.map((unit) => (
              <tr key={unit.unitId} data-key={unit.unitId}>
                <td>
                  <span class="unit-name">{unit.unitName}</span>
                  <span class="bar" aria-hidden="true">
                    <span class="bar-fill" style={{ width: `${(100 * unit.entrants) / most}%` }} />
                  </span>
                </td>
                <td class="number">{count(unit.entrants)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
