import { afterAll } from 'vitest'

/** Collects what to close when the file, or the describe block, is over; the newest first. */
export function afterFile(): (close: () => Promise<void>) => void {
  const closing: (() => Promise<void>)[] = []
  afterAll(async () => {
    for (const close of closing.reverse()) await close()
  })
  return (close) => void closing.push(close)
}
