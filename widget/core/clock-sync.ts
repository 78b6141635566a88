import type { Clock, Reading } from './ports.ts'
import type { Timing } from './transport.ts'

type Sample = { byWallMs: number; byMonotonicMs: number; roundTripMs: number; takenAtMs: number }

/** Beyond this the two local clocks no longer tell the same story: the phone slept, or someone set its clock. */
const divergenceMs = 2_000
const sampleLifeMs = 300_000

/** The server owns the clock; this only guesses what it shows between two answers. */
export function createClockSync({ clock }: { clock: Clock }) {
  let best: Sample | undefined

  const estimates = (reading: Reading) => {
    const byWall = reading.wallMs + (best?.byWallMs ?? 0)
    return { byWall, byMonotonic: best ? reading.monotonicMs + best.byMonotonicMs : byWall }
  }
  const hasDiverged = (reading: Reading) => {
    const { byWall, byMonotonic } = estimates(reading)
    return Math.abs(byWall - byMonotonic) > divergenceMs
  }

  return {
    /** Takes the server's time out of an answer; half of the round trip is the best guess of its age. */
    learn(serverNow: string, { sent, received }: Timing): void {
      const serverMs = Date.parse(serverNow)
      if (!Number.isFinite(serverMs)) return
      const roundTripMs = Math.max(0, received.monotonicMs - sent.monotonicMs)
      // a clock that was set during the call spoils its middle, so the wall is measured back from the arrival
      const wallMiddle = received.wallMs - roundTripMs / 2
      const sample = {
        byWallMs: serverMs - wallMiddle,
        byMonotonicMs: serverMs - (received.monotonicMs - roundTripMs / 2),
        roundTripMs,
        takenAtMs: received.monotonicMs,
      }
      const isBetter = !best || hasDiverged(received) || roundTripMs <= best.roundTripMs * 1.5 || received.monotonicMs - best.takenAtMs > sampleLifeMs
      if (isBetter) best = sample
    },

    /** Of two disagreeing clocks the later one: a sleeping counter lags, and showing too much time would be a false promise. */
    nowMs(): number {
      const reading = clock.read()
      const { byWall, byMonotonic } = estimates(reading)
      return hasDiverged(reading) ? Math.max(byWall, byMonotonic) : byMonotonic
    },

    /** How far the clock that people see on this device is ahead of the server's. */
    wallLeadMs: (): number => -(best?.byWallMs ?? 0),

    /** True until the server has been asked again: nothing final may be decided on this time. */
    isDoubtful: (): boolean => !best || hasDiverged(clock.read()),
  }
}
export type ClockSync = ReturnType<typeof createClockSync>
