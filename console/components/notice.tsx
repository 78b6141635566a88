import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

export type NoticeTone = 'info' | 'good' | 'warning' | 'bad'

const icons: Record<NoticeTone, IconName> = { info: 'info', good: 'check', warning: 'warning', bad: 'cross' }

/** A sentence that matters. `bad` interrupts a screen reader, the others wait their turn. */
export function Notice({ tone, children }: { tone: NoticeTone; children: ComponentChildren }) {
  return (
    <div class={`notice notice-${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={icons[tone]} />
      <div>{children}</div>
    </div>
  )
}
