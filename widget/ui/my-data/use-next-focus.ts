import { useLayoutEffect, useRef } from 'preact/hooks'

/** What was pressed is often gone once it was done: the keyboard goes on where this says, never from the top of the page. */
export function useNextFocus(): (selector: string) => void {
  const wanted = useRef<string | undefined>(undefined)
  useLayoutEffect(() => {
    const target = wanted.current === undefined ? null : document.querySelector<HTMLElement>(wanted.current)
    if (!target) return
    wanted.current = undefined
    target.focus()
    target.scrollIntoView({ block: 'center' })
  })
  return (selector) => {
    wanted.current = selector
  }
}
