import type { ContestPage } from '../../../server/contract/contests.ts'
import type { Correction, MyData } from '../../../server/contract/privacy.ts'
import { type BirthDateParts, isoBirthDate } from '../../core/registration.ts'
import type { FormValues } from '../use-registration.ts'

type Form = ContestPage['registrationForm']
type Person = MyData['person']

const texts = ['fullName', 'phone', 'email', 'gender', 'occupation', 'unitText', 'idNumber'] as const

/** The form as it is asked today, and whatever of a former form is kept still. */
export function correctableForm(form: Form, person: Person): Form {
  const former = (['fullName', 'birthDate', 'phone', 'email'] as const).filter(
    (name) => person[name] !== undefined && !form.fields.some((field) => field.name === name),
  )
  return { ...form, fields: [...form.fields, ...former.map((name) => ({ name, isRequired: true }))] }
}

/** What is there, as the form shows it. */
export function valuesOf(form: Form, person: Person): FormValues {
  const { fields = {} } = person
  const direct = texts.map((name) => [name, (person as Record<string, unknown>)[name] ?? fields[name] ?? ''])
  const custom = form.custom.map(({ key }) => [`custom.${key}`, fields[key] ?? ''])
  return {
    texts: Object.fromEntries([...direct, ...custom]),
    birthDate: partsOf(person.birthDate),
    unit: undefined,
    consents: [],
    guardian: { fullName: '', relation: '', phone: '', ...person.guardian, agrees: false, also: [] },
    code: '',
  }
}

/** Only what was changed: what is left empty stays as it is, but for a question that may be left empty. */
export function changesIn(form: Form, before: FormValues, now: FormValues): Correction {
  const text = (values: FormValues, place: keyof FormValues['texts']) => (values.texts[place] ?? '').trim().normalize('NFC')
  const direct = texts.filter((name) => text(now, name) !== '' && text(now, name) !== text(before, name)).map((name) => [name, text(now, name)])
  const custom = form.custom.flatMap(({ key, isRequired }) => {
    const place = `custom.${key}` as const
    const isLeft = text(now, place) === text(before, place) || (isRequired && text(now, place) === '')
    return isLeft ? [] : [[key, text(now, place)]]
  })
  const born = isoBirthDate(now.birthDate)
  return {
    ...Object.fromEntries(direct),
    ...(custom.length > 0 ? { custom: Object.fromEntries(custom) } : {}),
    ...(born !== undefined && born !== isoBirthDate(before.birthDate) ? { birthDate: born } : {}),
    ...(now.unit ? { unitId: now.unit.id } : {}),
  }
}

function partsOf(iso = ''): BirthDateParts {
  const [year = '', month = '', day = ''] = iso.split('-')
  return { day, month, year }
}
