import type { Agreement, MyData } from '../../../server/contract/privacy.ts'
import type { MyDataWords } from '../../i18n/my-data-vi.ts'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { useKit } from '../kit.tsx'

type Open = MyData['openConsents'][number]
type Props = { texts: MyDataWords; consents: readonly Open[]; onAgree: (agreement: Agreement) => void }

/** What was left open, and texts in new words. Each is agreed to by itself; below 16 by the guardian too. */
export function OpenConsents({ texts, consents, onAgree }: Props) {
  const { words } = useKit()
  const textOf = ({ text, textEn }: Open) => (words.lang === 'en' && textEn) || text
  if (consents.length === 0) return null
  return (
    <section class="card form" id="my-open-consents">
      <h2 class="section-title">{texts.openConsents}</h2>
      {consents.some(({ required }) => required) && <Notice tone="warning">{texts.newWords}</Notice>}
      {consents.map((one) => (
        <div key={`${one.id} ${one.version} ${one.by}`} class="field">
          <p>
            {textOf(one)} {!one.required && <span class="hint">({words.register.consentOptional})</span>}
          </p>
          <Button onClick={() => onAgree({ id: one.id, version: one.version, by: one.by })}>
            {one.by === 'guardian' ? texts.agreeAsGuardian : texts.agree}
            <span class="sr-only">: {textOf(one)}</span>
          </Button>
        </div>
      ))}
    </section>
  )
}
