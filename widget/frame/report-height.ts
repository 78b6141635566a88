import type { HostLink } from './host-link.ts'

/** The content's own height, never the window's: measuring the window would chase its own tail. */
export function reportHeight(content: HTMLElement, host: HostLink): void {
  const report = () => host.setHeight(Math.ceil(content.getBoundingClientRect().height))
  report()
  if ('ResizeObserver' in window) new ResizeObserver(report).observe(content)
  else setInterval(report, 500)
}
