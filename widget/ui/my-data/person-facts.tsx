import type { ContestPage } from '../../../server/contract/contests.ts'
import type { MyData } from '../../../server/contract/privacy.ts'
import type { MyDataWords } from '../../i18n/my-data-vi.ts'
import { useKit } from '../kit.tsx'
import { timeIn } from './time-in.ts'

type Props = { texts: MyDataWords; contest: ContestPage | undefined; data: MyData }

/** The details as a list of terms. */
export function PersonFacts({ texts, contest, data: { person, erasedBy } }: Props) {
  const { words } = useKit()
  const { fields } = texts
  const { guardian } = person
  const genderOf = (value: string) => texts.genders[value as keyof typeof texts.genders] ?? value
  const labelOf = (name: string) => {
    const own = contest?.registrationForm.custom.find(({ key }) => key === name)
    return texts.more[name as keyof typeof texts.more] ?? (words.lang === 'en' ? own?.labelEn : undefined) ?? own?.label ?? name
  }
  const facts: [string, string | undefined][] = [
    [fields.fullName, person.fullName],
    [fields.birthDate, person.birthDate?.split('-').reverse().join('/')],
    [fields.phone, person.phone],
    [fields.email, person.email],
    [fields.idNumber, person.idNumber],
    [fields.unitName, person.unitName],
    ...Object.entries(person.fields ?? {}).map(([name, value]): [string, string] => [labelOf(name), name === 'gender' ? genderOf(value) : value]),
    [texts.guardian, guardian && `${guardian.fullName} (${guardian.relation}), ${guardian.phone}`],
    [fields.publicName, texts.publicNames[person.publicName]],
    [fields.registeredAt, timeIn(words.locale, person.registeredAt)],
  ]
  return (
    <>
      <dl class="person-facts">
        {facts.map(([name, value]) =>
          value ? (
            <div key={name}>
              <dt class="hint">{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {erasedBy && <p class="hint">{texts.erasedBy(timeIn(words.locale, erasedBy))}</p>}
    </>
  )
}
