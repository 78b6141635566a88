import type { ComponentChildren } from 'preact'

type Props = {
  children: ComponentChildren
  onClick?: () => void
  look?: 'primary' | 'plain' | 'link'
  type?: 'button' | 'submit'
  isBusy?: boolean
  isWide?: boolean
  isPressed?: boolean
}

/** A busy button stays focusable and says so; `disabled` would throw the keyboard off the page. */
export function Button({ children, onClick, look = 'plain', type = 'button', isBusy = false, isWide = false, isPressed }: Props) {
  return (
    <button
      type={type}
      class={`button button-${look}${isWide ? ' button-wide' : ''}${isBusy ? ' is-busy' : ''}`}
      aria-disabled={isBusy || undefined}
      aria-pressed={isPressed}
      onClick={(event) => {
        if (isBusy) event.preventDefault()
        else onClick?.()
      }}
    >
      {children}
    </button>
  )
}
