/** Wall time jumps when someone sets the clock; monotonic time may stand still while the phone sleeps. Read both, trust neither alone. */
export type Reading = { wallMs: number; monotonicMs: number }

export type Clock = { read(): Reading }

/** Runs once after a delay; the answer cancels it. */
export type Scheduler = { after(delayMs: number, run: () => void): () => void }

export type Random = {
  /** At least 0, less than 1. */
  fraction(): number
  uuid(): string
  /** A short label of letters and digits that says nothing about its owner. */
  label(): string
}
