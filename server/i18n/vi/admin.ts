type Help = { short: string; long: string }

/** What the operator's commands say. */
export const admin = {
  title: 'Lệnh dành cho người vận hành: npm run admin -- LỆNH',
  moreHelp: 'Chi tiết từng lệnh: npm run admin -- LỆNH --help. Tiếng Anh: --lang en.',
  unknownCommand: (name: string) => `Không có lệnh "${name}". Xem danh sách: npm run admin -- help.`,
  wrongWords: (usage: string) => `Cách dùng: ${usage}`,
  databaseAway: (reason: string) => `Không kết nối được cơ sở dữ liệu: ${reason}.`,
  fileRefused: (path: string, code: string) =>
    code === 'ENOENT'
      ? `Không tìm thấy tệp ${path}.`
      : code === 'EEXIST'
        ? `Tệp ${path} đã có: hãy chọn tên khác.`
        : code === 'ENOSPC'
          ? 'Ổ đĩa đã đầy.'
          : `Không được phép dùng ${path} (${code}).`,
  failed: (reason: string) => `Lệnh không thành công: ${reason}. Đặt LOG_LEVEL=debug để biết thêm.`,
  noDatabase: (dataDir: string) => `Chưa có cơ sở dữ liệu trong ${dataDir}: hãy chạy dịch vụ một lần, hoặc đặt DATA_DIR hay DATABASE_URL cho đúng.`,
  schemaBehind: 'Lược đồ cơ sở dữ liệu không đúng với phiên bản chương trình này: hãy chạy dịch vụ (hoặc npm run migrate) bằng đúng phiên bản trước.',
  noSecret: (dataDir: string) => `Không có khóa: SECRET_KEY chưa đặt và ${dataDir} không có secret.key.`,
  noHeadsFile: (path: string) =>
    `Cảnh báo: không có tệp chữ ký ${path}, chỉ kiểm được với chữ ký trong chính cơ sở dữ liệu. Trên máy khác: dùng --heads với tệp của máy chủ.`,
  keyFromFile: 'Cảnh báo: khóa công khai lấy từ chính tệp này; hãy so với khóa đã công bố, hoặc đưa bằng --key.',
  noPublicKey: (text: string) => `"${text}" không phải khóa công khai (ed25519:…).`,
  noExport: (file: string) => `${file} không phải tệp xuất nhật ký.`,
  tookSeconds: (seconds: number, entries: number) =>
    `Mất ${seconds.toFixed(1)} giây${seconds > 1 ? ` (${Math.round(entries / seconds)} mục mỗi giây)` : ''}.`,
  exported: (entries: number, file: string) => `Đã xuất ${entries} mục vào ${file}.`,
  commands: {
    'verify-audit': {
      short: 'Chứng minh nhật ký kiểm toán còn nguyên vẹn',
      long: 'Tính lại mọi mã băm, kiểm số thứ tự, cột tra cứu, thời gian và mọi chữ ký (trong cơ sở dữ liệu và trong DATA_DIR/audit-heads.jsonl).\n--file EXPORT  kiểm một tệp xuất, không cần cơ sở dữ liệu\n--key          khóa công khai được tin (có thể nhiều)\n--heads        thêm tệp chữ ký giữ ở nơi khác (có thể nhiều)\n--json         kết quả cho máy đọc\nThoát với 1 khi có dấu hiệu bị thay đổi.',
    },
    'export-audit': {
      short: 'Xuất nhật ký kiểm toán ra tệp để kiểm ở máy khác',
      long: 'Tệp kiểm được bằng verify-audit --file, hoặc chỉ với Node và thư mục server/audit-verifier: node verify.ts TỆP --key KHÓA.',
    },
    'audit-key': {
      short: 'In khóa công khai của chữ ký nhật ký',
      long: 'Hãy ghi lại ở nơi khác ngay từ đầu: nhờ nó người ngoài kiểm được nhật ký mà không cần tin máy chủ.',
    },
  } satisfies Record<string, Help>,
}
