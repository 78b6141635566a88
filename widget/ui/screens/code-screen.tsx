import { useState } from 'preact/hooks'
import { Button } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import { Notice } from '../components/notice.tsx'
import { ScreenTitle } from '../components/screen-title.tsx'
import { copyText } from '../copy-text.ts'
import { useKit } from '../kit.tsx'

/** The only moment the code is seen; it stays here until the person says it is written down. */
export function CodeScreen({ rejoinCode }: { rejoinCode: string }) {
  const { words, session, journey, announce } = useKit()
  const [outcome, setOutcome] = useState<'copied' | 'by-hand'>()
  const { code } = words

  async function copy() {
    const isCopied = await copyText(rejoinCode)
    setOutcome(isCopied ? 'copied' : 'by-hand')
    announce(isCopied ? code.copied : code.copyByHand)
  }

  return (
    <div class="narrow">
      <div class="card code-card">
        <span class="badge-good">
          <Icon name="check" />
        </span>
        <ScreenTitle>{code.title}</ScreenTitle>
        <p>{code.lead}</p>
        <div class="code-box">
          <span class="label">{code.label}</span>
          <output class="code">{rejoinCode}</output>
          <Button onClick={() => void copy()}>
            <Icon name={outcome === 'copied' ? 'check' : 'copy'} />
            {outcome === 'copied' ? code.copied : code.copy}
          </Button>
          {outcome === 'by-hand' && <p class="hint">{code.copyByHand}</p>}
        </div>
        <Notice tone="warning">{code.once}</Notice>
        <Button
          look="primary"
          isWide
          onClick={() => {
            session.codeWrittenDown()
            journey.go({ name: 'cover' })
          }}
        >
          {code.done}
        </Button>
      </div>
    </div>
  )
}
