import type { MyData } from '../../../server/contract/privacy.ts'
import type { MyDataWords } from '../../i18n/my-data-vi.ts'
import { useKit } from '../kit.tsx'
import { timeIn } from './time-in.ts'

/** The details as a list of terms. */
export function PersonFacts({ texts, data: { person, erasedBy } }: { texts: MyDataWords; data: MyData }) {
  const { words } = useKit()
  const { fields } = texts
  const { guardian } = person
  const facts: [string, string | undefined][] = [
    [fields.fullName, person.fullName],
    [fields.birthDate, person.birthDate?.split('-').reverse().join('/')],
    [fields.phone, person.phone],
    [fields.email, person.email],
    [fields.idNumber, person.idNumber],
    [fields.unitName, person.unitName],
    ...Object.entries(person.fields ?? {}),
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
