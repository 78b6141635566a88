/** What a drill says when it is over; no failures means that every promise was kept. */
export type DrillReport = { seed: string; figures: Record<string, string | number>; failures: string[] }

export type DrillOptions = { seed: string; writes: number; say(line: string): void }
