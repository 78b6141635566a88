import type { ContestPage } from '../../../server/contract/contests.ts'
import type { FieldId } from '../../core/registration.ts'
import { useKit } from '../kit.tsx'
import type { FormErrors, FormValues } from '../use-registration.ts'
import { BirthDateField } from './birth-date-field.tsx'
import { SelectField } from './select-field.tsx'
import { TextField } from './text-field.tsx'
import { UnitPicker } from './unit-picker.tsx'

type Form = ContestPage['registrationForm']
type Props = { form: Form; values: FormValues; errors: FormErrors; change: (part: Partial<FormValues>, place: FieldId) => void }

/** The fields of the catalogue that a contest asks for, each with the keyboard and the help that fit it. */
export function CatalogueField({ name, isRequired, form, values, errors, change }: Props & Form['fields'][number]) {
  const { words } = useKit()
  const { register } = words
  const error = errors[name]
  if (name === 'birthDate') return <BirthDateField value={values.birthDate} error={error} onInput={(birthDate) => change({ birthDate }, name)} />
  if (name === 'unit') return <UnitPicker error={error} onChoose={(unit) => change({ unit }, name)} />

  const label = isRequired ? register[name] : `${register[name]} (${register.consentOptional})`
  const value = values.texts[name] ?? ''
  const onInput = (text: string) => change({ texts: { ...values.texts, [name]: text } }, name)
  const same = { id: idOf(name), label, error, value, onInput }
  if (name === 'gender') {
    const options = (['female', 'male', 'other'] as const).map((gender) => ({ value: gender, label: register.genders[gender] }))
    return <SelectField {...same} empty={register.choose} options={options} />
  }
  if (name === 'occupation' && form.occupations)
    return <SelectField {...same} empty={register.choose} options={form.occupations.map((one) => ({ value: one, label: one }))} />
  return <TextField {...same} {...waysOf[name]} {...(name in register.hints ? { hint: register.hints[name as keyof typeof register.hints] } : {})} />
}

/** A question of the organizer's own. */
export function CustomField({ field, values, errors, change }: Omit<Props, 'form'> & { field: Form['custom'][number] }) {
  const { words } = useKit()
  const place = `custom.${field.key}` as const
  const text = (words.lang === 'en' && field.labelEn) || field.label
  const label = field.isRequired ? text : `${text} (${words.register.consentOptional})`
  const value = values.texts[place] ?? ''
  const same = {
    id: idOf(place),
    label,
    error: errors[place],
    value,
    onInput: (written: string) => change({ texts: { ...values.texts, [place]: written } }, place),
  }
  if (field.kind === 'choice')
    return <SelectField {...same} empty={words.register.choose} options={(field.options ?? []).map((one) => ({ value: one, label: one }))} />
  if (field.kind === 'date') return <TextField {...same} kind="date" />
  return <TextField {...same} {...(field.kind === 'number' ? { kind: 'decimal' as const } : {})} />
}

const idOf = (place: FieldId) => ids[place] ?? place.replace(/[._]/g, '-')
const ids: Partial<Record<FieldId, string>> = { fullName: 'full-name', idNumber: 'id-number', unitText: 'unit-text' }

const waysOf = {
  fullName: { autocomplete: 'name', autocapitalize: 'words' },
  phone: { autocomplete: 'tel', kind: 'tel' },
  email: { autocomplete: 'email', kind: 'email', autocapitalize: 'none' },
  idNumber: { kind: 'numeric' },
  gender: {},
  occupation: { autocomplete: 'organization-title' },
  unitText: {},
} as const
