import { useEffect, useRef, useState } from 'preact/hooks'
import { useKit } from '../../kit.tsx'

const pauseMs = 1_000

type Props = {
  answer: string | undefined
  onAnswer(answer: string): void
  labelledBy: string
  isLocked: boolean
  isLong?: boolean
  mostCharacters?: number
  inputMode?: 'decimal' | 'numeric' | 'text'
}

/** Sent when the typing rests, and at once when the field is left: a sitting that ends by itself loses a second at most. */
export function TypedText({ answer = '', onAnswer, labelledBy, isLocked, isLong = false, mostCharacters = 2_000, inputMode = 'text' }: Props) {
  const { scheduler } = useKit()
  const [text, setText] = useState(answer)
  const stop = useRef(() => {})
  const send = (typed: string) => {
    stop.current()
    if (typed !== answer) onAnswer(typed)
  }
  useEffect(() => () => stop.current(), [])
  const change = (typed: string) => {
    setText(typed)
    stop.current()
    stop.current = scheduler.after(pauseMs, () => send(typed))
  }
  const shared = {
    class: 'input',
    value: text,
    maxLength: mostCharacters,
    disabled: isLocked,
    autoComplete: 'off',
    'aria-labelledby': labelledBy,
    onInput: (event: { currentTarget: { value: string } }) => change(event.currentTarget.value),
    onBlur: (event: { currentTarget: { value: string } }) => send(event.currentTarget.value),
  }
  return isLong ? <textarea rows={8} {...shared} /> : <input type="text" inputMode={inputMode} {...shared} />
}
