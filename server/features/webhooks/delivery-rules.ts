const second = 1_000
const [minute, hour] = [60 * second, 3_600 * second]

/** How long until the next try, after the first, the second …: about a day in all, then somebody has to look. */
const pausesMs = [5 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute, hour, 2 * hour, 4 * hour, 6 * hour, 10 * hour]

/** Undefined: it was tried for long enough. */
export const pauseAfter = (attempts: number): number | undefined => pausesMs[attempts - 1]

/** "No such address any more, and never again": the endpoint is switched off. */
export const isGone = (status: number): boolean => status === 410
export const isTaken = (status: number): boolean => status >= 200 && status < 300
