import type { ComponentType } from 'preact'
import type { PublicQuestion } from '../../../server/contract/questions.ts'
import { Notice } from '../components/notice.tsx'
import { useKit } from '../kit.tsx'
import { SingleChoice } from './single-choice.tsx'

export type ControlProps = {
  name: string
  question: PublicQuestion
  answer: string | undefined
  onAnswer: (answer: string) => void
  labelledBy: string
  isLocked: boolean
}

/** One control for each type of question; the answer is always a string that only the control understands. */
const controls: Record<PublicQuestion['type'], ComponentType<ControlProps>> = { 'single-choice': SingleChoice }

export function QuestionControl(props: ControlProps) {
  const { words } = useKit()
  // a page that was opened yesterday may meet a type that was born today
  const Control: ComponentType<ControlProps> | undefined = controls[props.question.type]
  return Control ? <Control {...props} /> : <Notice tone="warning">{words.paper.unknownType}</Notice>
}
