/** What staff do to attempts. */
export const attemptActKinds = ['void', 'reinstate', 'reopen', 'extend', 'override', 'extend-running'] as const
export type AttemptActKind = (typeof attemptActKinds)[number]
