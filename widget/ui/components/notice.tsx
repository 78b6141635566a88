import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

export type Tone = 'info' | 'good' | 'warning' | 'bad'

const icons: Record<Tone, IconName> = { info: 'info', good: 'check', warning: 'alert', bad: 'alert' }

export function Notice({ tone, icon, children, role }: { tone: Tone; icon?: IconName; children: ComponentChildren; role?: 'alert' | 'status' }) {
  return (
    <div class={`notice notice-${tone}`} role={role}>
      <Icon name={icon ?? icons[tone]} />
      <div class="notice-words">{children}</div>
    </div>
  )
}
