import type { ComponentType } from 'preact'
import type { PublicQuestion } from '../../../server/contract/questions.ts'
import { Later } from '../components/later.tsx'
import { Notice } from '../components/notice.tsx'
import { useKit } from '../kit.tsx'
import { SingleChoice } from './single-choice.tsx'

type QuestionType = PublicQuestion['type']
type QuestionOf<Type extends QuestionType> = Extract<PublicQuestion, { type: Type }>

export type ControlProps<Type extends QuestionType = QuestionType> = {
  name: string
  question: QuestionOf<Type>
  answer: string | undefined
  onAnswer: (answer: string) => void
  labelledBy: string
  isLocked: boolean
}
/** One control for each type of question; the answer is always a string that only the control understands. */
export type Controls = { [Type in QuestionType]?: ComponentType<ControlProps<Type>> }

/** Most papers hold nothing else; the others are fetched when the first of them is met. */
export function QuestionControl(props: ControlProps) {
  const { question } = props
  if (question.type === 'single-choice') return <SingleChoice {...props} question={question} />
  return <Later key={question.type} load={loaderOf(question.type)} props={props} />
}

type Loader = () => Promise<ComponentType<ControlProps>>
const loaders: { [Type in QuestionType]?: Loader } = {}

/** The same function for the same type, so that drawing again does not fetch again. */
function loaderOf(type: QuestionType): Loader {
  loaders[type] ??= () => loadControl(type)
  return loaders[type]
}

function loadControl(type: QuestionType): Promise<ComponentType<ControlProps>> {
  return import('./other/other-controls.ts').then(({ otherControls }) => {
    const known: Controls = otherControls
    return (known[type] as ComponentType<ControlProps> | undefined) ?? UnknownType
  })
}

/** A page that was opened yesterday may meet a type that was born today. */
function UnknownType() {
  const { words } = useKit()
  return <Notice tone="warning">{words.paper.unknownType}</Notice>
}
