import { describe, expect, test } from 'vitest'
import { problems } from '../../server/contract/errors.ts'
import { usualForm } from '../../server/features/contestants/registration-form.ts'
import { createRandom } from '../../widget/core/random.ts'
import { createRegistrationIds, isoBirthDate, placesOf, placesOfProblem } from '../../widget/core/registration.ts'
import { createBrowserStorage } from '../../widget/core/storage.ts'
import { contestSlug, wantedLanguage } from '../../widget/frame/address.ts'
import { en } from '../../widget/i18n/en.ts'
import { createFormat } from '../../widget/i18n/format.ts'
import { vi } from '../../widget/i18n/vi.ts'
import { problemText } from '../../widget/ui/problem-text.ts'
import { createSeededRandom } from './fakes/seeded-random.ts'

describe('ids made on old phones', () => {
  test('are version 4 and never the same', () => {
    const { random } = createSeededRandom(3)
    const ids = Array.from({ length: 500 }, () => random.uuid())
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(new Set(ids).size).toBe(500)
    expect(random.label()).toMatch(/^[A-Za-z0-9_-]{8,40}$/)
  })

  test('keep their leading zeros', () => {
    expect(createRandom((bytes) => bytes.fill(0)).uuid()).toBe('00000000-0000-4000-8000-000000000000')
  })
})

describe('storage', () => {
  test('that throws at the first touch is replaced by memory', () => {
    const storage = createBrowserStorage(() => {
      throw new Error('Access is denied for this document')
    })
    expect(storage.write('a:1', 'x')).toBe(false)
    expect(storage.read('a:1')).toBe('x')
    expect(storage.keys('a:')).toEqual(['a:1'])
    storage.remove('a:1')
    expect(storage.read('a:1')).toBeUndefined()
  })

  test('that is full keeps the newest word in memory', () => {
    const kept = new Map<string, string>([['k', 'old']])
    const full = {
      get length() {
        return kept.size
      },
      key: (index: number) => Array.from(kept.keys())[index] ?? null,
      getItem: (key: string) => kept.get(key) ?? null,
      setItem() {
        throw new Error('QuotaExceededError')
      },
      removeItem: (key: string) => kept.delete(key),
    } as unknown as Storage
    const storage = createBrowserStorage(() => full)
    expect(storage.write('k', 'new')).toBe(false)
    expect(storage.read('k')).toBe('new')
    expect(storage.keys('k')).toEqual(['k'])
  })
})

describe('registration', () => {
  test.each([
    [{ day: '5', month: '9', year: '1990' }, '1990-09-05'],
    [{ day: ' 29 ', month: '02', year: '2024' }, '2024-02-29'],
    [{ day: '29', month: '2', year: '2023' }, undefined],
    [{ day: '31', month: '4', year: '2000' }, undefined],
    [{ day: '1', month: '13', year: '2000' }, undefined],
    [{ day: '1', month: '1', year: '90' }, undefined],
    [{ day: '', month: '1', year: '1990' }, undefined],
    [{ day: '1e1', month: '1', year: '1990' }, undefined],
  ])('%o is %s', (parts, iso) => expect(isoBirthDate(parts)).toBe(iso))

  test('the same words keep their id, changed words get a new one', () => {
    const idFor = createRegistrationIds(createSeededRandom(1).random)
    const form = { fullName: 'Hoa', birthDate: '1990-09-05', phone: '0912345678', unitId: 1, consents: [] }
    const first = idFor(form)
    expect(idFor({ ...form })).toBe(first)
    expect(idFor({ ...form, fullName: 'Hòa' })).not.toBe(first)
  })

  test('a refusal finds its field', () => {
    const own = { key: 'ao', label: 'Cỡ áo', kind: 'text', maxLength: 5, isRequired: false } as const
    const places = placesOf({ ...usualForm, custom: [own] })
    expect(placesOfProblem({ code: 'PHONE_INVALID' }, places)).toEqual(['phone'])
    expect(placesOfProblem({ code: 'BAD_REQUEST', errors: [{ at: '/birthDate' }, { at: '/fullName' }] }, places)).toEqual(['fullName', 'birthDate'])
    expect(placesOfProblem({ code: 'FIELD_REQUIRED', errors: [{ at: 'custom.ao' }, { at: 'unitId' }] }, places)).toEqual(['unit', 'custom.ao'])
    expect(placesOfProblem({ code: 'NAME_INVALID', errors: [{ at: 'fullName' }, { at: 'phone' }] }, places)).toEqual(['fullName', 'phone'])
    expect(placesOfProblem({ code: 'REGISTRATION_REFUSED' }, places)).toEqual([])
  })
})

describe('words', () => {
  test.each(Object.entries(problems).flatMap(([code, about]) => ('audience' in about ? [] : [code])))('%s is explained in both languages', (code) => {
    for (const words of [vi, en]) {
      const sentence = problemText({ code, status: 400, retryable: false }, words)
      expect(sentence).not.toBe(words.unknownProblem)
      expect(sentence.length).toBeGreaterThan(10)
    }
  })

  test('an error nobody foresaw brings the id that support can look up', () => {
    expect(problemText({ code: 'BORN_TOMORROW', status: 409, retryable: false, requestId: 'req-1' }, vi)).toContain('req-1')
    expect(problemText({ code: 'INTERNAL', status: 500, retryable: true, requestId: 'req-2' }, vi)).toContain('req-2')
  })

  test('times are those of Vietnam and numbers are written as there', () => {
    const format = createFormat(vi)
    expect(format.moment('2025-11-17T02:00:00Z')).toBe('09:00 thứ Hai, 17/11/2025')
    expect(format.moment('2025-11-22T17:30:00Z')).toBe('00:30 Chủ nhật, 23/11/2025')
    expect(format.points(17_500)).toBe('17,5')
    expect(format.count(1_512_991)).toBe('1.512.991')
    expect(format.duration(252_000)).toBe('4 phút 12 giây')
    expect(format.span(97 * 3_600_000)).toBe('4 ngày 1 giờ')
    expect(format.span(10_000)).toBe('1 phút')
  })
})

describe('the address of the page', () => {
  test.each([
    [{ pathname: '/c/an-toan', search: '' }, 'an-toan'],
    [{ pathname: '/c/an-toan/', search: '?contest=other' }, 'an-toan'],
    [{ pathname: '/embed/v1/frame', search: '?contest=lich-su&lang=en' }, 'lich-su'],
    [{ pathname: '/embed/v1/frame', search: '' }, undefined],
  ])('%o names %s', (address, slug) => expect(contestSlug(address)).toBe(slug))

  test('only English must be asked for', () => {
    expect(wantedLanguage('?lang=en')).toBe('en')
    expect(wantedLanguage('?lang=fr')).toBe('vi')
  })
})
