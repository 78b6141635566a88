const shapes = {
  check: 'M4 10.5 8.2 14.7 16 5.8',
  cross: 'M5 5l10 10M15 5L5 15',
  question: 'M7 7.2a3 3 0 1 1 4.4 2.7c-.9.5-1.4 1-1.4 2.1M10 15.2v.1',
  differ: 'M4 7.5h12M4 12.5h12M13 4 7 16',
  upload: 'M10 13V4M6.5 7.2 10 3.7l3.5 3.5M4 12.5V16h12v-3.5',
  warning: 'M10 3.5 17.5 16h-15zM10 8.5v3.2M10 13.7v.1',
  info: 'M10 9v5M10 6.2v.1M10 17.5a7.5 7.5 0 1 1 0-15 7.5 7.5 0 0 1 0 15z',
  snow: 'M10 3v14M4 6.5l12 7M16 6.5l-12 7',
  screen: 'M3 4.5h14v9H3zM7 16.5h6',
} as const

export type IconName = keyof typeof shapes

/** A drawing beside words; the words carry the meaning, so screen readers skip it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
      <path d={shapes[name]} fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  )
}
