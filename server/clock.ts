/** The service's time: this machine's clock corrected to PostgreSQL's, in milliseconds since 1970. */
export type Clock = {
  now(): number
  /** How far this machine's own clock is off, as last measured. */
  skewMs(): number
}

/** Repeats a job until stopped; the next run starts a pause after the last one ended. */
export type Repeater = { stop(): Promise<void> }
export type Scheduler = { every(pause: Pause, job: () => Promise<void>): Repeater; after(delayMs: number): Promise<void> }
/** In milliseconds; or by how long the last run took, none before the first. */
export type Pause = number | ((tookMs: number) => number)

export function createSystemScheduler(onError: (error: unknown) => void): Scheduler {
  return {
    every(pause, job) {
      let [isStopped, tookMs] = [false, 0]
      let wake: (() => void) | undefined
      const loop = async () => {
        while (!isStopped) {
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, typeof pause === 'number' ? pause : pause(tookMs))
            wake = () => {
              clearTimeout(timer)
              resolve()
            }
          })
          if (isStopped) return
          const began = performance.now()
          await job().catch(onError)
          tookMs = performance.now() - began
        }
      }
      const finished = loop()
      return {
        async stop() {
          isStopped = true
          wake?.()
          await finished
        },
      }
    },
    after: (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs)),
  }
}

export type CorrectedClock = Clock & { measure(askDatabase: () => Promise<number>): Promise<void> }

/** The best of three questions wins: the one with the shortest way there and back. */
export function createCorrectedClock(readMachineMs: () => number = Date.now): CorrectedClock {
  let offsetMs = 0
  return {
    now: () => readMachineMs() + offsetMs,
    skewMs: () => offsetMs,
    async measure(askDatabase) {
      let best = { roundTripMs: Number.POSITIVE_INFINITY, offsetMs }
      for (let tries = 0; tries < 3; tries += 1) {
        const before = readMachineMs()
        const databaseMs = await askDatabase()
        const after = readMachineMs()
        if (after - before < best.roundTripMs) best = { roundTripMs: after - before, offsetMs: Math.round(databaseMs - (before + after) / 2) }
      }
      offsetMs = best.offsetMs
    },
  }
}
