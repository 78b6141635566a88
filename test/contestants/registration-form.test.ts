import { describe, expect, test } from 'vitest'
import { Problem } from '../../server/contract/errors.ts'
import type { FormAnswers, RegistrationForm } from '../../server/contract/registration-form.ts'
import { faultsOfForm, identityIn, readForm, usualForm } from '../../server/features/contestants/registration-form.ts'

const nowMs = Date.UTC(2026, 10, 21)
const answers = (changes: FormAnswers & { unitId?: number } = {}) => ({
  fullName: ' Nguyễn  Văn An',
  birthDate: '2001-02-03',
  phone: '+84 912 345 678',
  unitId: 3,
  ...changes,
})
const formWith = (changes: Partial<RegistrationForm>): RegistrationForm => ({ ...usualForm, ...changes })
const field = (name: RegistrationForm['fields'][number]['name'], isRequired = true) => ({ name, isRequired })

function refusalOf(form: RegistrationForm, written: FormAnswers & { unitId?: number }): [string, string[]] | undefined {
  try {
    readForm(form, written, nowMs)
    return undefined
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return [error.code, (error.details.errors as { at: string }[]).map(({ at }) => at)]
  }
}

describe('what a person writes', () => {
  test('is kept in one spelling', () => {
    const form = formWith({ fields: [...usualForm.fields, field('email'), field('idNumber'), field('gender')] })
    const written = answers({ email: ' An.Nguyen@GMAIL.com ', idNumber: '001 201 012345', gender: 'female' })
    expect(readForm(form, written, nowMs)).toEqual({
      fullName: 'Nguyễn Văn An',
      birthDate: '2001-02-03',
      phone: '0912345678',
      email: 'an.nguyen@gmail.com',
      idNumber: '001201012345',
      gender: 'female',
    })
  })
  test('all that is wrong is told at once, under the code of the first', () => {
    expect(refusalOf(usualForm, { phone: '12345678', birthDate: '2030-01-01', fullName: '12' })).toEqual([
      'NAME_INVALID',
      ['fullName', 'birthDate', 'phone', 'unitId'],
    ])
  })
  test.each<[string, FormAnswers, string]>([
    ['an ID number that nobody asked for', { idNumber: '001201012345' }, 'idNumber'],
    ['an e-mail address that nobody asked for', { email: 'a@b.vn' }, 'email'],
    ['an answer to a question that is not on the form', { custom: { nguoi_than: 'ai đó' } }, 'custom.nguoi_than'],
  ])('%s is not taken', (_what, extra, at) => {
    expect(refusalOf(usualForm, answers(extra))).toEqual(['FIELD_INVALID', [at]])
  })
  test('what is not required may be left out', () => {
    const form = formWith({ fields: [field('phone'), field('email', false), field('unit', false)] })
    expect(readForm(form, { phone: '0912345678' }, nowMs)).toEqual({ phone: '0912345678' })
  })
})

describe('questions of the organizer', () => {
  const form = formWith({
    custom: [
      { key: 'truong', label: 'Trường', kind: 'text', maxLength: 20, isRequired: true },
      { key: 'diem', label: 'Điểm', kind: 'number', min: 0, max: 10, isRequired: false },
      { key: 'ngay', label: 'Ngày vào Đoàn', kind: 'date', isRequired: false },
      { key: 'ao', label: 'Cỡ áo', kind: 'choice', options: ['S', 'M', 'Lớn'], isRequired: false },
    ],
  })
  const with_ = (custom: Record<string, string>) => answers({ custom: { truong: 'THPT An Bình', ...custom } })
  test.each([
    [{ diem: '7,5' }, { diem: '7.5' }],
    [{ ngay: '2020-02-29' }, { ngay: '2020-02-29' }],
    [{ ao: 'Lớn'.normalize('NFD') }, { ao: 'Lớn' }],
    [{ diem: '', ngay: ' ' }, {}],
  ])('%j', (custom, kept) => {
    expect(readForm(form, with_(custom), nowMs).custom).toEqual({ truong: 'THPT An Bình', ...kept })
  })
  test.each([
    [{ diem: '11' }, 'custom.diem'],
    [{ diem: '1e1' }, 'custom.diem'],
    [{ diem: 'mười' }, 'custom.diem'],
    [{ ngay: '2021-02-29' }, 'custom.ngay'],
    [{ ngay: '29/02/2020' }, 'custom.ngay'],
    [{ ao: 'XL' }, 'custom.ao'],
    [{ truong: 'x'.repeat(21) }, 'custom.truong'],
    [{ truong: '  ' }, 'custom.truong'],
  ])('%j is refused', (custom, at) => {
    expect(refusalOf(form, with_(custom))?.[1]).toEqual([at])
  })
  test('names that every object has are no answers', () => {
    const odd = formWith({ custom: [{ key: 'constructor', label: 'x', kind: 'text', maxLength: 5, isRequired: true }] })
    expect(refusalOf(odd, answers({ custom: {} }))).toEqual(['FIELD_REQUIRED', ['custom.constructor']])
  })
})

test.each([
  ['an.nguyen@gmail.com', true],
  ['an+thi@tinhdoan.gov.vn', true],
  ['an@localhost', false],
  ['an@@b.vn', false],
  ['an b@c.vn', false],
  ['<an@b.vn>', false],
  ['an@b.vn,khac@b.vn', false],
  ['an@-b.vn', false],
])('e-mail %s: %s', (email, isRight) => {
  expect(refusalOf(formWith({ fields: [field('email')] }), { email }) === undefined).toBe(isRight)
})

describe('a form is refused when it is saved', () => {
  test.each<[string, Partial<RegistrationForm>, string]>([
    ['whose identity nobody has to give', { identity: 'email' }, 'email'],
    ['whose identity may be left out', { fields: [field('phone', false)] }, 'phone'],
    ['that asks twice', { fields: [...usualForm.fields, field('phone')] }, 'phone'],
    ['that sends a code to nowhere', { verification: 'email' }, 'verification'],
    ['that no number can satisfy', { custom: [{ key: 'so', label: 'Số', kind: 'number', min: 5, max: 1, isRequired: true }] }, 'custom.so'],
  ])('%s', (_what, changes, at) => {
    expect(faultsOfForm(formWith(changes)).map((fault) => fault.at)).toEqual([at])
  })
  test('the usual one is right, and so is one where portals vouch for everybody', () => {
    expect([faultsOfForm(usualForm), faultsOfForm(formWith({ identity: 'portal', fields: [field('unit')] }))]).toEqual([[], []])
  })
})

test('the identity is the field that the form names', () => {
  const values = { phone: '0912345678', email: 'a@b.vn' }
  expect(identityIn(formWith({ identity: 'email' }), values)).toEqual({ kind: 'email', text: 'a@b.vn' })
  expect(identityIn(formWith({ identity: 'portal' }), values)).toBeUndefined()
})
