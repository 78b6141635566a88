import { expect, test } from 'vitest'
import { contestFaults } from '../../server/features/contest-desk/contest-faults.ts'
import { contestTemplates } from '../../server/features/contest-desk/contest-templates.ts'
import { recurringWindows } from '../../server/features/contest-desk/recurring-windows.ts'
import { usualForm } from '../../server/features/contestants/registration-form.ts'
import { textsIn } from '../../server/i18n/texts-in.ts'

const drawOf = (cell: { draw: number } | { oneFromEach: readonly unknown[] }) => ('draw' in cell ? cell.draw : cell.oneFromEach.length)

test.each(contestTemplates.map((template) => [template.id, template] as const))('%s contradicts itself in nothing', (id, template) => {
  const windows = recurringWindows({ ...template.rounds, firstDay: '2026-06-01', title: textsIn('vi').contestTemplates[id].round })
  const cells = template.blueprint?.cells ?? []
  const predictions = cells.filter((cell) => 'from' in cell && cell.from.types?.includes('prediction')).length
  const paper = { questionCount: cells.reduce((sum, cell) => sum + drawOf(cell), 0), predictions }
  const rounds = windows.map((window, index) => ({ ...window, id: index + 1, rules: template.rules, paper }))
  const faults = contestFaults({ settings: { ...template.settings, announcedAt: '2026-05-01T00:00:00Z' }, form: usualForm, rounds })
  // a race by size needs headcounts, whatever the template
  expect(faults.filter(({ code }) => code !== 'RATE_NEEDS_HEADCOUNTS')).toEqual([])
})

test.each([
  ['school-leaving-mathematics', 22, 10_000],
  ['school-leaving-sciences', 28, 10_000],
  ['five-and-minus-two', 20, 100_000],
] as const)('papers of %s have %i questions and earn %i thousandths', (id, questions, thousandths) => {
  const cells = contestTemplates.find((template) => template.id === id)?.blueprint?.cells ?? []
  expect(cells.reduce((sum, cell) => sum + drawOf(cell), 0)).toBe(questions)
  expect(cells.reduce((sum, cell) => sum + drawOf(cell) * cell.pointsThousandths, 0)).toBe(thousandths)
})
