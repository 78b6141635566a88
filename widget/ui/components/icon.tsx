const shapes = {
  check: 'M5 12.5l4.5 4.5L19 7.5',
  flag: 'M6 21V4m0 0h11l-2.5 4L17 12H6',
  clock: 'M12 7v5l3.5 2M12 3a9 9 0 100 18 9 9 0 000-18z',
  left: 'M14.5 5.5L8 12l6.5 6.5',
  right: 'M9.5 5.5L16 12l-6.5 6.5',
  offline: 'M4 4l16 16M8.5 15.5a5 5 0 017 0M5 12a10 10 0 013.5-2.3M19 12a10 10 0 00-6-2.9M12 19.5h.01',
  alert: 'M12 8v5m0 3.5h.01M12 3.5L2.5 20h19L12 3.5z',
  info: 'M12 11v5.5m0-9h.01M12 3a9 9 0 100 18 9 9 0 000-18z',
  grid: 'M4.5 4.5h6v6h-6zM13.5 4.5h6v6h-6zM4.5 13.5h6v6h-6zM13.5 13.5h6v6h-6z',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  chart: 'M5 20v-7m7 7V4m7 16v-10',
  search: 'M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM20 20l-4.8-4.8',
}
export type IconName = keyof typeof shapes

/** Decoration beside words, never instead of them. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={shapes[name]} fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  )
}
