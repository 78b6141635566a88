import type { MyData } from '../../../server/contract/privacy.ts'
import type { MyDataWords } from '../../i18n/my-data-vi.ts'
import { Button } from '../components/button.tsx'
import { useKit } from '../kit.tsx'
import { timeIn } from './time-in.ts'

type Props = { texts: MyDataWords; consents: MyData['consents']; onWithdraw: (consentId: string) => void }

/** Each consent in the words that were agreed to; whatever is not required can be taken back. */
export function ConsentList({ texts, consents, onWithdraw }: Props) {
  const { words } = useKit()
  const textOf = ({ text, textEn }: MyData['consents'][number]) => (words.lang === 'en' && textEn) || text
  return (
    <section class="card form" id="my-consents">
      <h2 class="section-title" tabIndex={-1}>
        {texts.consents}
      </h2>
      {consents.map((one) => (
        <div key={`${one.id} ${one.version} ${one.by} ${one.givenAt}`} class="field">
          <p>{textOf(one)}</p>
          <p class="hint">
            {one.withdrawnAt ? texts.withdrawnAt(timeIn(words.locale, one.withdrawnAt)) : texts.givenAt(timeIn(words.locale, one.givenAt))}
            {one.by === 'guardian' && ` (${texts.byGuardian})`}
          </p>
          {!one.required && !one.withdrawnAt && (
            <Button look="link" onClick={() => onWithdraw(one.id)}>
              {texts.withdraw}
              <span class="sr-only">: {textOf(one)}</span>
            </Button>
          )}
        </div>
      ))}
    </section>
  )
}
