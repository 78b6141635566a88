import { expect, test } from 'vitest'
import type { RecurringRounds } from '../../server/contract/contest-desk.ts'
import { daysBetween, movedBy, recurringWindows } from '../../server/features/contest-desk/recurring-windows.ts'

const weekly: RecurringRounds = {
  firstDay: '2026-06-01',
  opens: { weekday: 1, time: '09:00' },
  closes: { weekday: 7, time: '17:00' },
  everyWeeks: 1,
  count: 8,
  title: 'Tuần {n}',
}
const shown = (changes: Partial<RecurringRounds>) =>
  recurringWindows({ ...weekly, ...changes }).map(({ title, opensAt, closesAt, freezesAt }) =>
    [title, opensAt.toISOString(), closesAt.toISOString(), freezesAt?.toISOString()].filter(Boolean).join(' '),
  )

test('every Monday 09:00 to Sunday 17:00, eight weeks, in Vietnam', () => {
  const rounds = shown({})
  expect(rounds).toHaveLength(8)
  expect(rounds[0]).toBe('Tuần 1 2026-06-01T02:00:00.000Z 2026-06-07T10:00:00.000Z')
  expect(rounds[7]).toBe('Tuần 8 2026-07-20T02:00:00.000Z 2026-07-26T10:00:00.000Z')
})

test.each<[string, Partial<RecurringRounds>, string]>([
  ['begins on the first such day from the given one on', { firstDay: '2026-06-02' }, 'Tuần 1 2026-06-08T02:00:00.000Z 2026-06-14T10:00:00.000Z'],
  [
    'before seven in the morning it is still yesterday in UTC',
    { opens: { weekday: 1, time: '00:00' } },
    'Tuần 1 2026-05-31T17:00:00.000Z 2026-06-07T10:00:00.000Z',
  ],
  [
    'over the end of a week',
    { opens: { weekday: 6, time: '20:00' }, closes: { weekday: 1, time: '08:00' } },
    'Tuần 1 2026-06-06T13:00:00.000Z 2026-06-08T01:00:00.000Z',
  ],
  [
    'within one day',
    { opens: { weekday: 7, time: '20:00' }, closes: { weekday: 7, time: '21:00' } },
    'Tuần 1 2026-06-07T13:00:00.000Z 2026-06-07T14:00:00.000Z',
  ],
  [
    'a whole week when it closes as it opens',
    { opens: { weekday: 1, time: '09:00' }, closes: { weekday: 1, time: '09:00' } },
    'Tuần 1 2026-06-01T02:00:00.000Z 2026-06-08T02:00:00.000Z',
  ],
  ['freezes before it closes', { freezeHoursBeforeClose: 2 }, 'Tuần 1 2026-06-01T02:00:00.000Z 2026-06-07T10:00:00.000Z 2026-06-07T08:00:00.000Z'],
])('%s', (_rule, changes, first) => expect(shown(changes)[0]).toBe(first))

test('every second week', () => expect(shown({ everyWeeks: 2 })[1]).toBe('Tuần 2 2026-06-15T02:00:00.000Z 2026-06-21T10:00:00.000Z'))

test('a copy moves by whole days, as days are counted in Vietnam', () => {
  // 2026-06-01 06:00 there, still May in UTC
  const first = new Date('2026-05-31T23:00:00Z')
  expect(daysBetween(first, '2026-06-01')).toBe(0)
  expect(daysBetween(first, '2026-06-08')).toBe(7)
  expect(daysBetween(first, '2026-05-25')).toBe(-7)
  const moved = movedBy(7)
  expect(moved.date(first)).toEqual(new Date('2026-06-07T23:00:00Z'))
  expect([moved.day('2026-02-25'), moved.text(null), moved.orNull(null)]).toEqual(['2026-03-04', null, null])
})
