import { useKit } from '../../kit.tsx'
import type { ControlProps } from '../question-control.tsx'
import { TypedText } from './typed-text.tsx'

export function Numeric({ question, ...props }: ControlProps<'numeric'>) {
  return <WithUnit unit={question.unit} mostCharacters={question.boxCharacters ?? 40} {...props} />
}

export function Prediction({ question, ...props }: ControlProps<'prediction'>) {
  return <WithUnit unit={question.unit} mostCharacters={20} {...props} />
}

export function ShortText(props: ControlProps<'short-text'>) {
  return <TypedText {...props} mostCharacters={300} />
}

export function Essay({ question, ...props }: ControlProps<'essay'>) {
  const { words } = useKit()
  return (
    <div>
      {question.mostWords !== undefined && <p class="hint">{words.paper.mostWords(String(question.mostWords))}</p>}
      <TypedText {...props} isLong />
    </div>
  )
}

type WithUnitProps = Omit<ControlProps, 'question'> & { unit: string | undefined; mostCharacters: number }

function WithUnit({ unit, ...props }: WithUnitProps) {
  return (
    <div class="typed-number">
      <TypedText {...props} inputMode="decimal" />
      {unit !== undefined && <span>{unit}</span>}
    </div>
  )
}
