import type { ComponentType } from 'preact'
import type { PublicQuestion } from '../../../server/contract/questions.ts'
import { Notice } from '../components/notice.tsx'
import { useKit } from '../kit.tsx'
import { SingleChoice } from './single-choice.tsx'

type QuestionType = PublicQuestion['type']
export type QuestionOf<Type extends QuestionType> = Extract<PublicQuestion, { type: Type }>

export type ControlProps<Type extends QuestionType = QuestionType> = {
  name: string
  question: QuestionOf<Type>
  answer: string | undefined
  onAnswer: (answer: string) => void
  labelledBy: string
  isLocked: boolean
}

/** One control for each type of question; the answer is always a string that only the control understands. */
const controls: { [Type in QuestionType]?: ComponentType<ControlProps<Type>> } = { 'single-choice': SingleChoice }

export function QuestionControl(props: ControlProps) {
  const { words } = useKit()
  // a page that was opened yesterday may meet a type that was born today
  const Control = controls[props.question.type] as ComponentType<ControlProps> | undefined
  return Control ? <Control {...props} /> : <Notice tone="warning">{words.paper.unknownType}</Notice>
}
