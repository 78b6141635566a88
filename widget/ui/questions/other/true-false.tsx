import { useKit } from '../../kit.tsx'
import type { ControlProps } from '../question-control.tsx'
import { TruthChoice } from './truth-choice.tsx'

export function TrueFalse({ name, answer, onAnswer, labelledBy, isLocked }: ControlProps<'true-false'>) {
  const { words } = useKit()
  return <TruthChoice name={name} words={words.paper.truths} chosen={answer} onChoose={onAnswer} labelledBy={labelledBy} isLocked={isLocked} />
}
