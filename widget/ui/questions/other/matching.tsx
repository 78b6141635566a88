import { plainTextOf } from '../../../../question-bank/rich-text/plain-text.ts'
import { RichText } from '../../components/rich-text.tsx'
import type { ControlProps } from '../question-control.tsx'
import { ChoiceList } from './choice-list.tsx'

/** A list of the right side beside each item of the left. The answer is "1,-,0". */
export function Matching({ question, answer, onAnswer, labelledBy, isLocked }: ControlProps<'matching'>) {
  const given = answer?.split(',') ?? []
  const chosen = question.left.map((_, place) => given[place] ?? '-')
  const choose = (place: number, right: string) => {
    const next = chosen.map((other, index) => (index === place ? right || '-' : other))
    onAnswer(next.every((one) => one === '-') ? '' : next.join())
  }
  return (
    <ol class="pairs" aria-labelledby={labelledBy}>
      {question.left.map((left, place) => (
        <li class="pair" key={left}>
          <span>
            <RichText text={left} />
          </span>
          <ChoiceList
            label={plainTextOf(left)}
            options={question.right}
            chosen={chosen[place] === '-' ? '' : (chosen[place] as string)}
            onChoose={(right) => choose(place, right)}
            isLocked={isLocked}
          />
        </li>
      ))}
    </ol>
  )
}
