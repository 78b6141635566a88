import { useKit } from '../../kit.tsx'
import type { ControlProps } from '../question-control.tsx'
import { ChoiceList } from './choice-list.tsx'
import { TypedText } from './typed-text.tsx'

/** The stem names the gaps by number; here is a field for each. The answer is a JSON list of texts. */
export function Cloze({ name, question, answer, onAnswer, isLocked }: ControlProps<'cloze'>) {
  const { words } = useKit()
  const texts = readTexts(answer, question.gaps.length)
  const fill = (gap: number, text: string) => {
    const next = texts.map((other, index) => (index === gap ? text : other))
    onAnswer(next.every((one) => one === '') ? '' : JSON.stringify(next))
  }
  return (
    <ol class="gaps">
      {question.gaps.map((gap, index) => {
        const id = `${name}-gap-${index}`
        const label = words.paper.gap(String(index + 1))
        return (
          <li class="gap" key={id}>
            <span id={id}>{label}</span>
            {gap.kind === 'choice' ? (
              <ChoiceList
                label={label}
                options={gap.options}
                chosen={texts[index] ?? ''}
                onChoose={(place) => fill(index, place)}
                isLocked={isLocked}
              />
            ) : (
              <TypedText
                answer={texts[index]}
                onAnswer={(text) => fill(index, text)}
                labelledBy={id}
                isLocked={isLocked}
                mostCharacters={200}
                inputMode={gap.kind === 'numeric' ? 'decimal' : 'text'}
              />
            )}
          </li>
        )
      })}
    </ol>
  )
}

function readTexts(answer: string | undefined, gaps: number): string[] {
  const read: unknown = answer ? JSON.parse(answer) : []
  return Array.from({ length: gaps }, (_, gap) => (Array.isArray(read) ? String(read[gap] ?? '') : ''))
}
