import { formatOfExtension } from '../formats/write-file.ts'

export const usage = `Cách dùng:
  npm run bank -- check TỆP [--json] [--en]   đọc tệp và báo cáo từng câu; mã thoát 1 khi có câu hoặc tệp bị từ chối
  npm run bank -- convert TỆP TỆP-MỚI         chuyển sang định dạng khác, theo phần đuôi của tệp mới:
                                              ${Object.keys(formatOfExtension).join(' ')}
      [--no-keys]                             tệp .docx không có đáp án và lời giải
  npm run bank -- papers TỆP THƯ-MỤC          in đề thành các mã khác nhau (Word) và một bảng đáp án riêng
      [--codes 101,102,103,104] [--title "Đề thi"] [--organizer "Ban tổ chức"] [--minutes 45] [--seed CHUỖI-BÍ-MẬT]
  npm run bank -- schema bank|report          in JSON Schema của tệp .json, hoặc của báo cáo check --json`
