import type { AttemptView, Receipt, Tap } from '../../server/contract/attempts.ts'

export type LoggedTap = Tap & { attemptId: string; device: string }
export type TapEntry = LoggedTap & { tap?: number; refused?: string }
export type Submission = { token: string; actionIds: string[]; receipt?: Receipt }

export type DrillLedger = ReturnType<typeof createLedger>

/** What the people of a drill sent and what they were promised. An acknowledgement that contradicts an earlier one is kept as a failure. */
export function createLedger(onAcknowledged: (count: number) => void = () => {}) {
  const starts = new Map<string, string>()
  const taps = new Map<string, TapEntry>()
  const submissions = new Map<string, Submission>()
  const failures: string[] = []
  let acknowledged = 0
  const count = () => {
    acknowledged += 1
    onAcknowledged(acknowledged)
  }

  return {
    starts,
    taps,
    submissions,
    failures,
    get acknowledged() {
      return acknowledged
    },
    started(actionId: string, view: AttemptView): void {
      const before = starts.get(actionId)
      if (before === undefined) count()
      else if (before !== view.attemptId) failures.push(`start ${actionId} gave attempt ${before}, then ${view.attemptId}`)
      starts.set(actionId, view.attemptId)
      submissions.set(view.attemptId, submissions.get(view.attemptId) ?? { token: view.attemptToken, actionIds: [] })
    },
    sending(tap: LoggedTap): void {
      if (!taps.has(tap.id)) taps.set(tap.id, { ...tap })
    },
    saved(id: string, tap: number): void {
      const entry = taps.get(id) as TapEntry
      if (entry.tap === undefined) count()
      else if (entry.tap !== tap) failures.push(`tap ${id} was acknowledged as number ${entry.tap}, then as ${tap}`)
      if (entry.refused !== undefined) failures.push(`tap ${id} was refused with ${entry.refused}, then acknowledged as number ${tap}`)
      entry.tap = tap
    },
    refused(id: string, code: string): void {
      const entry = taps.get(id) as TapEntry
      if (entry.tap !== undefined) failures.push(`tap ${id} was acknowledged as number ${entry.tap}, then refused with ${code}`)
      entry.refused = code
    },
    submitted(attemptId: string, receipt: Receipt): void {
      const submission = submissions.get(attemptId) as Submission
      if (submission.receipt === undefined) count()
      else if (!isSameReceipt(submission.receipt, receipt))
        failures.push(`attempt ${attemptId} has two receipts: ${JSON.stringify(submission.receipt)} and ${JSON.stringify(receipt)}`)
      submission.receipt ??= receipt
    },
  }
}

function isSameReceipt(one: Receipt, other: Receipt): boolean {
  return JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort())
}
