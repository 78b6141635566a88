import type { ComponentChildren } from 'preact'
import { navigate } from './address.ts'

export type LinkProps = {
  to: string
  state?: unknown
  class?: string
  'aria-current'?: 'page' | 'true' | undefined
  'aria-label'?: string | undefined
  children: ComponentChildren
}

/** A real link: new tab, middle click and copying the address stay the browser's. */
export function Link({ to, state, children, ...rest }: LinkProps) {
  const follow = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    navigate(to, { state: state ?? null })
  }
  return (
    <a href={to} onClick={follow} {...rest}>
      {children}
    </a>
  )
}
