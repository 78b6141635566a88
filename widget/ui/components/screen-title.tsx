import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useKit } from '../kit.tsx'

/** Takes the focus when its screen appears, so that a keyboard or a screen reader is never left on a button that is gone. */
export function ScreenTitle({ children }: { children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { showTop } = useKit()
  useLayoutEffect(() => {
    // the first screen of a portal page must not pull the reader away from the portal
    if (document.activeElement === document.body && !document.hasFocus()) return
    heading.current?.focus({ preventScroll: true })
    showTop()
  }, [showTop])
  return (
    <h1 ref={heading} tabIndex={-1} class="screen-title">
      {children}
    </h1>
  )
}
