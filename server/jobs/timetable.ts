/**
 * Work that waits in the queue: how often somebody looks whether there is any, and whether one process does it alone or several share
 * it by rows. Whoever makes work also asks for it, so most of it begins at once and not at the next look.
 */
export const duties = {
  rescore: { everySeconds: 5, isAlone: true },
  refold: { everySeconds: 5, isAlone: true },
  facts: { everySeconds: 10, isAlone: true },
  statistics: { everySeconds: 5, isAlone: true },
  'unit-races': { everySeconds: 5, isAlone: true },
  integrity: { everySeconds: 5, isAlone: true },
  pairs: { everySeconds: 5, isAlone: true },
  mails: { everySeconds: 10, isAlone: false },
  messages: { everySeconds: 10, isAlone: false },
  webhooks: { everySeconds: 1, isAlone: true },
  'webhook-tidy': { everySeconds: 3_600, isAlone: true },
  sign: { everySeconds: 60, isAlone: true },
  'key-impacts': { everySeconds: 10, isAlone: true },
  seal: { everySeconds: 10, isAlone: true },
  retention: { everySeconds: 60, isAlone: true },
  'login-notices': { everySeconds: 30, isAlone: true },
  tickets: { everySeconds: 60, isAlone: true },
  codes: { everySeconds: 60, isAlone: true },
  sessions: { everySeconds: 3_600, isAlone: true },
  imports: { everySeconds: 3_600, isAlone: true },
  'unit-imports': { everySeconds: 3_600, isAlone: true },
} as const
export type DutyKind = keyof typeof duties

/**
 * What every process does for itself, beside the queue: its memory, its sockets, its files, its clock. And the sweeper and the boards: they
 * share work by the rows they lock, every second; a queue in between would cost more than the work and stop with the process that holds the job.
 */
export const pacemakers = {
  sweep: { everyMs: 1_000 },
  reconcile: { everyMs: 1_000 },
  /** Counted from the start of a reading: what is seen must not be older because many see it. */
  boards: { everyMs: 500, isSteady: true },
  versions: { everyMs: 3_000 },
  units: { everyMs: 3_000 },
  beat: { everyMs: 5_000 },
  clock: { everyMs: 10_000 },
  erasures: { everyMs: 10_000 },
  signatures: { everyMs: 60_000 },
} as const
export type PacemakerKind = keyof typeof pacemakers
