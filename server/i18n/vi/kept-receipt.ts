type Kept = { code: string; closedAt: Date; answeredCount: number; proof: string }

const time = new Intl.DateTimeFormat('vi-VN', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'Asia/Ho_Chi_Minh' })

/** What an entrant copies and keeps. */
export function keptReceipt({ code, closedAt, answeredCount, proof }: Kept): string {
  return `Mã biên nhận ${code}\nNộp lúc ${time.format(closedAt)}, ${answeredCount} câu đã trả lời.\nGiữ nguyên dòng dưới đây, nhờ nó bài làm được đối chiếu:\n${proof}`
}
