import { useState } from 'preact/hooks'
import type { KeptReceipt, Receipt } from '../../../server/contract/attempts.ts'
import type { LaterWords } from '../../i18n/later-vi.ts'
import { Button } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import { copyText } from '../copy-text.ts'
import { useKit } from '../kit.tsx'
import { saveFile } from '../save-file.ts'
import { useAsked } from '../use-asked.ts'

type Texts = LaterWords['receipt']

/** The code, large, and three ways to keep it. What is saved or sent is the signed text, so it proves itself away from the service. */
export function ReceiptCode({ receipt, texts }: { receipt: Receipt; texts: Texts }) {
  const { api, announce } = useKit()
  const { code, attemptId } = receipt
  // asked beforehand: sharing is allowed only right after the tap
  const { found } = useAsked<KeptReceipt>(attemptId, api.receipt)
  const kept = found?.text ?? `${texts.code}: ${code}`
  const [said, setSaid] = useState<keyof Pick<Texts, 'copied' | 'copyByHand' | 'saved'>>()
  const copy = (text: string) => void copyText(text).then((isCopied) => say(isCopied ? 'copied' : 'copyByHand'))
  const say = (what: NonNullable<typeof said>) => {
    setSaid(what)
    announce(texts[what])
  }

  return (
    <div class="code-box slip-code">
      <span class="label">{texts.code}</span>
      <span class="code">
        {groupsOf(code).map((group) => (
          <span key={group} class="code-group">
            {group}
          </span>
        ))}
      </span>
      <div class="code-ways">
        <Button onClick={() => copy(code)}>
          <Icon name={said === 'copied' ? 'check' : 'copy'} />
          {said === 'copied' ? texts.copied : texts.copy}
        </Button>
        <Button
          onClick={() => {
            saveFile(kept, 'text/plain', `bien-nhan-${code}.txt`)
            say('saved')
          }}
        >
          {texts.save}
        </Button>
        {'share' in navigator && (
          // whoever closes the list of apps has not failed; a portal whose frame may not share leaves the copy
          <Button onClick={() => void navigator.share({ text: kept }).catch(({ name }: Error) => name !== 'AbortError' && copy(kept))}>
            {texts.share}
          </Button>
        )}
      </div>
      {said !== undefined && said !== 'copied' && <p class="hint">{texts[said]}</p>}
      <p class="hint">{texts.keep}</p>
    </div>
  )
}

/** Read aloud in groups, copied without gaps. */
function groupsOf(code: string): string[] {
  return code.length === 14 ? [code.slice(0, 4), code.slice(4, 9), code.slice(9)] : [code]
}
