type Kept = { code: string; closedAt: Date; answeredCount: number; proof: string }

const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'Asia/Ho_Chi_Minh' })

/** What an entrant copies and keeps. */
export function keptReceipt({ code, closedAt, answeredCount, proof }: Kept): string {
  return `Receipt ${code}\nSubmitted at ${time.format(closedAt)}, ${answeredCount} questions answered.\nKeep the line below as it is, it proves the answers:\n${proof}`
}
