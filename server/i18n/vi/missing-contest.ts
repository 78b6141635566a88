/** What stands in a portal whose tag names no contest. */
export const missingContest = {
  title: 'Không tìm thấy cuộc thi',
  sentence: (slug: string) => `Không tìm thấy cuộc thi “${slug}”.`,
  forPortal: 'Người quản trị trang: hãy kiểm tra lại thuộc tính data-contest.',
}
