import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Attempt } from '../../core/attempt.ts'
import { useKit, useWatched } from '../kit.tsx'
import { QuestionControl } from '../questions/question-control.tsx'
import { RichText } from './rich-text.tsx'

/** One question. The heading takes the focus when the question changes, so it is read out. */
export function QuestionView({ attempt, position, isLocked = false }: { attempt: Attempt; position: number; isLocked?: boolean }) {
  const { words, format, showTop } = useKit()
  const answers = useWatched(attempt.answers)
  useWatched(attempt.clock.time)
  const stem = useRef<HTMLHeadingElement>(null)
  const shown = useRef<number | undefined>(undefined)
  const { attemptId } = attempt
  const question = attempt.paper.get().questions[position]

  useLayoutEffect(() => {
    if (shown.current === position) return
    const isFirst = shown.current === undefined
    shown.current = position
    if (isFirst && !document.hasFocus()) return
    stem.current?.focus({ preventScroll: true })
    showTop()
  }, [position, showTop])

  if (!question) return null
  const stemId = `stem-${position}`
  return (
    <article class="question">
      <p class="question-number">{words.paper.question(format.count(position + 1), format.count(attempt.questionCount))}</p>
      <h1 ref={stem} id={stemId} tabIndex={-1} class="stem">
        <RichText text={question.type === 'cloze' ? withGaps(question.stem) : question.stem} />
      </h1>
      <QuestionControl
        key={position}
        name={`${attemptId}-${position}`}
        question={question}
        answer={answers[position]}
        labelledBy={stemId}
        isLocked={isLocked || attempt.clock.seemsOver()}
        onAnswer={(answer) => attempt.answer(position, answer)}
      />
    </article>
  )
}

/** A gap is shown by its number and a line; the fields below are numbered alike. */
function withGaps(stem: string): string {
  return stem.replace(/\[\[(\d+)\]\]/g, '($1) ______')
}
