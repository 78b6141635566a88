export type TimeWarning = 'five-minutes' | 'one-minute' | 'ten-seconds'

const warnings: readonly { warning: TimeWarning; atMs: number }[] = [
  { warning: 'ten-seconds', atMs: 10_000 },
  { warning: 'one-minute', atMs: 60_000 },
  { warning: 'five-minutes', atMs: 300_000 },
]

/** The most urgent line crossed since the last look; a phone that slept over two lines hears only the last. */
export function warningBetween(beforeMs: number, nowMs: number): TimeWarning | undefined {
  return warnings.find(({ atMs }) => beforeMs > atMs && nowMs <= atMs && nowMs > 0)?.warning
}

export function clockFace(remainingMs: number): string {
  const seconds = Math.max(0, Math.ceil(remainingMs / 1_000))
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3_600)
  const minutes = Math.floor((seconds % 3_600) / 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`
}
