import { useLayoutEffect, useRef } from 'preact/hooks'

const moveMs = 700
const calm = 'cubic-bezier(0.22, 1, 0.36, 1)'

/**
 * Lets rows glide from where they stood to where they stand (FLIP), so that a hall can follow who passed whom.
 * Rows are known by `data-key`; `news` changes whenever a row's own values do.
 */
export function useMovingRows<T extends HTMLElement>(rows: readonly { key: string; news: string }[]) {
  const container = useRef<T>(null)
  const tops = useRef(new Map<string, number>())
  const known = useRef(new Map<string, string>())

  useLayoutEffect(() => {
    const isFirst = tops.current.size === 0
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches
    const newTops = new Map<string, number>()
    const elements = [...(container.current?.querySelectorAll<HTMLElement>('[data-key]') ?? [])]
    // offsetTop ignores a glide that is still running, so a second move starts from the true place
    for (const element of elements) newTops.set(element.dataset.key ?? '', element.offsetTop)
    if (!isFirst && !isCalm) {
      const news = new Map(rows.map((row) => [row.key, row.news]))
      for (const element of elements) {
        const key = element.dataset.key ?? ''
        const before = tops.current.get(key)
        const rise = before === undefined ? 0 : before - (newTops.get(key) ?? before)
        if (rise !== 0) element.animate([{ transform: `translateY(${rise}px)` }, { transform: 'none' }], { duration: moveMs, easing: calm })
        if (before === undefined) element.animate([{ opacity: 0 }, { opacity: 1 }], { duration: moveMs, easing: 'ease-out' })
        if (known.current.get(key) !== news.get(key)) element.animate([{ backgroundColor: 'var(--board-glow)' }, {}], { duration: moveMs * 3 })
      }
    }
    tops.current = newTops
    known.current = new Map(rows.map((row) => [row.key, row.news]))
  }, [rows])

  return container
}
