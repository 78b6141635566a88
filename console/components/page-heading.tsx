import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useWords } from '../i18n/words.ts'
import { useAddress } from '../router/address.ts'

export type PageHeadingProps = { title: string; lead?: ComponentChildren; children?: ComponentChildren }

/** Names the page. After a change of page the focus stands here: keyboard and screen reader begin where the eye does. */
export function PageHeading({ title, lead, children }: PageHeadingProps) {
  const { t } = useWords()
  const { isFirst } = useAddress()
  const heading = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`
  }, [title, t])

  // only when the page appears, never while it is read
  useEffect(() => {
    if (!isFirst) heading.current?.focus()
  }, [])

  return (
    <header class="page-heading">
      <div>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead && <p class="lead">{lead}</p>}
      </div>
      {children && <div class="page-actions">{children}</div>}
    </header>
  )
}
