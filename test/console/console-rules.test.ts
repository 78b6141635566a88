import { describe, expect, test } from 'vitest'
import { newActionId } from '../../console/api/new-action-id.ts'
import { nextPaging, pagingOf, previousPaging } from '../../console/components/bank-paging.ts'
import { en } from '../../console/i18n/en.ts'
import { fillText } from '../../console/i18n/fill-text.ts'
import { createValueFormats } from '../../console/i18n/value-formats.ts'
import { vi } from '../../console/i18n/vi.ts'
import { addresses, patterns } from '../../console/router/addresses.ts'
import { matchPath } from '../../console/router/match-path.ts'

describe('paging a bank by cursor', () => {
  test('going on and back returns to the same questions and the same numbers', () => {
    const first = pagingOf(null, true)
    const second = first && nextPaging(first, null, 50)
    const third = second && nextPaging(second, 'cursor-of-page-2', 50)
    expect(third?.skipped).toBe(100)
    expect(third && previousPaging(third)).toEqual({ cursor: 'cursor-of-page-2', paging: second })
    expect(second && previousPaging(second)).toEqual({ cursor: null, paging: first })
    expect(first && previousPaging(first)).toBeNull()
  })

  test('a shared address knows no way here, so no range is claimed', () => {
    expect(pagingOf(null, false)).toBeNull()
    expect(pagingOf({ other: 'state' }, false)).toBeNull()
  })
})

describe('addresses', () => {
  test.each([
    [patterns.home, addresses.home(), {}],
    [patterns.boards, addresses.boards('tuan-le', 3), { slug: 'tuan-le', roundId: '3' }],
    [patterns.findings, addresses.findings('tuan-le'), { slug: 'tuan-le' }],
    [patterns.importPreview, addresses.importPreview('a b/c'), { importId: 'a b/c' }],
  ])('%s is found by its own link', (pattern, address, values) => {
    expect(matchPath(pattern, address)).toEqual(values)
  })

  test.each(['/console/khong-co', '/console/bank/imports/x/y', '/console/contests/%E0%A4%A/findings'])('%s is nobody’s page', (path) => {
    for (const pattern of Object.values(patterns)) expect(matchPath(pattern, path)).toBeNull()
  })

  test('empty search leaves no trace in the address', () => {
    expect(addresses.bank({ search: '' })).toBe('/console/bank')
    expect(addresses.bank({ search: 'mật khẩu' })).toContain('search=')
  })
})

describe('words and values', () => {
  test('both languages use the same placeholders', () => {
    const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort()
    for (const key of Object.keys(vi) as (keyof typeof vi)[]) expect([key, placeholders(en[key])]).toEqual([key, placeholders(vi[key])])
  })

  test('a missing value stays visible', () => {
    expect(fillText('đã lưu {n} câu, {x}', { n: 12 })).toBe('đã lưu 12 câu, {x}')
  })

  test('times are those of Vietnam, wherever the viewer is', () => {
    const { clock, dateTime } = createValueFormats('vi')
    expect(clock('2026-11-21T02:41:05Z')).toBe('09:41:05')
    expect(dateTime('2026-11-21T17:30:00Z')).toBe('00:30 22/11/2026')
  })

  test('points and durations keep what decides a tie', () => {
    const { score, duration } = createValueFormats('vi')
    expect(score(19_250)).toBe('19,25')
    expect(duration(272_199)).toBe('04:32,1')
    expect(duration(4_512_000)).toBe('75:12,0')
  })
})

test('an action id is a random UUID', () => {
  const ids = new Set(Array.from({ length: 100 }, newActionId))
  expect(ids.size).toBe(100)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
