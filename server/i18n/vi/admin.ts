type Help = { short: string; long: string }

type ReceiptFacts = { contest: string; code: string; attemptId: string; closedAt: string; answeredCount: number; digest: string }

/** What the operator's commands say. */
export const admin = {
  title: 'Lệnh dành cho người vận hành: npm run admin -- LỆNH',
  moreHelp: 'Chi tiết từng lệnh: npm run admin -- LỆNH --help. Tiếng Anh: --lang en.',
  unknownCommand: (name: string) => `Không có lệnh "${name}". Xem danh sách: npm run admin -- help.`,
  wrongWords: (usage: string) => `Cách dùng: ${usage}`,
  databaseAway: (reason: string) => `Không kết nối được cơ sở dữ liệu: ${reason}.`,
  databaseSilent: (table: string) =>
    `Cơ sở dữ liệu im lặng đã lâu khi đọc bảng ${table}: lệnh đã dừng, chưa có tệp nào được tạo. Hãy xem tiến trình nào đang giữ bảng này rồi chạy lại.`,
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
  serviceIsRunning: 'Dịch vụ đang chạy trên cơ sở dữ liệu này: hãy dừng nó trước.',
  passphrase: 'Mật khẩu của bản sao lưu:',
  passphraseAgain: 'Nhập lại mật khẩu:',
  passphraseTooShort: (shortest: number) => `Mật khẩu quá ngắn: cần ít nhất ${shortest} ký tự.`,
  passphrasesDiffer: 'Hai lần nhập không giống nhau.',
  backedUp: ({ file, megabytes, rows, seconds }: { file: string; megabytes: number; rows: number; seconds: number }) =>
    `Đã sao lưu ${rows} dòng vào ${file} (${megabytes.toFixed(1)} MB, ${seconds.toFixed(1)} giây).`,
  keysAreNotInside: 'Khóa không nằm trong bản sao lưu: hãy giữ SECRET_KEY (lệnh export-keys) ở nơi khác.',
  backupIsWhole: ({ createdAt, rows }: { createdAt: string; rows: number }) => `Bản sao lưu lúc ${createdAt}, ${rows} dòng: nguyên vẹn.`,
  backupIsNewer: (program: string) => `Bản sao lưu do phiên bản mới hơn tạo ra (${program}): hãy khôi phục bằng phiên bản đó.`,
  backupUnreadable: {
    'not-a-backup': (file: string, _where?: string) => `${file} không phải bản sao lưu của Hội Thi.`,
    cut: (file: string, _where?: string) => `${file} bị thiếu phần cuối: hãy lấy bản sao khác. Chưa có gì bị thay đổi.`,
    damaged: (file: string, where?: string) => `${file} bị hỏng${where ? ` (${where})` : ''}: hãy lấy bản sao khác. Chưa có gì bị thay đổi.`,
    'passphrase-needed': (file: string, _where?: string) => `${file} được mã hóa: cần mật khẩu (--passphrase-file).`,
    'passphrase-wrong': (file: string, _where?: string) => `Mật khẩu của ${file} không đúng.`,
  },
  databaseNotEmpty: 'Cơ sở dữ liệu không trống: hãy chọn cơ sở dữ liệu trống, hoặc thêm --replace để thay toàn bộ.',
  confirmReplace: ({ name, contests, attempts }: { name: string; contests: number; attempts: number }) =>
    `Cơ sở dữ liệu ${name} có ${contests} cuộc thi, ${attempts} lượt thi. Tất cả sẽ bị thay. Gõ "replace" để tiếp tục:`,
  notConfirmed: 'Chưa được xác nhận: không có gì bị thay đổi.',
  askSecret: 'SECRET_KEY của hệ thống đã sao lưu:',
  noSecretGiven: 'SECRET_KEY phải có ít nhất 32 ký tự (chữ, số, _ + / = -). Không có gì bị thay đổi.',
  otherSecret:
    'SECRET_KEY ở đây không phải khóa của bản sao lưu: mã trở lại sẽ vô hiệu và một người có thể đăng ký hai lần. Hãy đặt đúng SECRET_KEY (hoặc thay DATA_DIR/secret.key). Không có gì bị thay đổi.',
  noKeysFile: (file: string) => `${file} không phải tệp khóa do export-keys tạo.`,
  headsLaidAside: (file: string) => `Chữ ký nhật ký mới hơn bản sao lưu được cất vào ${file}: chúng chứng minh phần đã mất.`,
  restored: ({ rows, seconds }: { rows: number; seconds: number }) =>
    `Đã khôi phục ${rows} dòng trong ${seconds.toFixed(1)} giây. Bảng xếp hạng được dựng lại khi dịch vụ khởi động. Mọi người phải đăng nhập lại.`,
  erasedAgain: (count: number) => `Đã xóa lại dữ liệu cá nhân của ${count} người bị xóa sau bản sao lưu.`,
  noErasures: 'Không có danh sách xóa (erasures.jsonl): nếu ai đó đã được xóa sau bản sao lưu, hãy khôi phục lại với --erasures và tệp của máy cũ.',
  keysExported: (file: string) => `Đã ghi khóa vào ${file}. Hãy chuyển tệp này đến nơi an toàn, tách khỏi các bản sao lưu, rồi xóa ở đây.`,
  usernameRefused: (name: string) => `"${name}" không dùng làm tên đăng nhập được: 3 đến 60 chữ, số, dấu chấm, gạch; không có @ và khoảng trắng.`,
  usernameTaken: (name: string) => `Đã có tài khoản "${name}": dùng reset-password, hoặc chọn tên khác.`,
  usernameUnknown: (name: string) => `Không có tài khoản "${name}".`,
  accountDisabled: (name: string) => `Tài khoản "${name}" đã bị khóa: một chủ sở hữu phải mở lại trong bảng điều khiển.`,
  ownerMade: (name: string) => `Đã tạo chủ sở hữu "${name}". Mở liên kết này trong bảy ngày để đặt mật khẩu:`,
  linkMade: (name: string) => `Liên kết đặt lại mật khẩu của "${name}", dùng một lần, trong một ngày:`,
  rotated: ({ keys, identities, unreadable }: { keys: number; identities: number; unreadable: number }) =>
    `Đã chuyển sang khóa mới: ${keys} người, ${identities} định danh.${unreadable === 0 ? '' : ` Còn ${unreadable} người không đọc được: khóa cũ của họ không có trong SECRET_KEY_OLD.`}`,
  receipt: {
    genuine: 'Biên nhận THẬT: chữ ký đúng và câu trả lời đang lưu đúng như lúc nộp.',
    found:
      'Có biên nhận mang mã này và câu trả lời đang lưu đúng như lúc nộp. Chỉ có mã thì chưa kiểm được chữ ký: hãy so thời điểm và dấu vân tay dưới đây.',
    unknown: 'KHÔNG CÓ biên nhận nào mang mã này.',
    altered: {
      'not-signed-by-us': 'Biên nhận ĐÃ BỊ SỬA: không có chữ ký của dịch vụ này trên những gì nó ghi.',
      'not-as-stored': 'KHÔNG KHỚP: biên nhận do dịch vụ ký, nhưng lượt thi đang lưu có thời điểm hoặc dấu vân tay khác.',
      'answers-changed': 'DỮ LIỆU ĐÃ BỊ SỬA: câu trả lời đang lưu không còn cho ra dấu vân tay của biên nhận.',
    },
    facts: ({ contest, code, attemptId, closedAt, answeredCount, digest }: ReceiptFacts) =>
      `Cuộc thi: ${contest}\nMã: ${code}\nLượt thi: ${attemptId}\nThời điểm: ${closedAt}\nSố câu đã trả lời: ${answeredCount}\nDấu vân tay: ${digest}`,
    endedAs: {
      submitted: 'Thí sinh đã nộp bài.',
      expired: 'Bài tự khép khi hết giờ.',
      voided: 'Lượt thi bị huỷ khi đang làm.',
      open: 'Lượt thi đang mở.',
    },
    isFormer: 'Sau đó lượt thi được mở lại: biên nhận này là của lần kết thúc trước.',
    isVoided: 'Lượt thi nay đã bị huỷ.',
    needsWhole: 'Không có cơ sở dữ liệu thì cần cả biên nhận (văn bản đã sao chép hoặc JSON), không chỉ mã.',
  },
  commands: {
    'create-owner': {
      short: 'Tạo một chủ sở hữu (toàn quyền) và in liên kết đặt mật khẩu',
      long: '--name NAME  họ tên hiển thị',
    },
    'reset-password': {
      short: 'In liên kết đặt lại mật khẩu cho một tài khoản',
      long: '--drop-second-factor  bỏ luôn xác thực hai bước (mất điện thoại và mã dự phòng)',
    },
    backup: {
      short: 'Sao lưu toàn bộ dữ liệu vào một tệp, dịch vụ vẫn chạy',
      long: 'Tệp là ảnh chụp tại một thời điểm, nén, kèm mã băm từng phần và chữ ký. Khóa không nằm trong đó.\n--encrypt               hỏi mật khẩu và mã hóa\n--passphrase-file FILE  lấy mật khẩu từ tệp (cho lệnh chạy tự động)',
    },
    restore: {
      short: 'Khôi phục bản sao lưu vào cơ sở dữ liệu trống',
      long: 'Kiểm toàn bộ tệp và khóa trước khi động đến dữ liệu; khôi phục tất cả hoặc không gì cả.\n--replace               thay cơ sở dữ liệu đang có (hỏi xác nhận)\n--keys FILE             tệp khóa do export-keys tạo; không có thì hỏi SECRET_KEY\n--passphrase-file FILE  mật khẩu của bản sao lưu đã mã hóa\n--erasures FILE         erasures.jsonl của máy cũ: ai đã bị xóa sau bản sao lưu thì bị xóa lại',
    },
    'export-keys': {
      short: 'Ghi các khóa ra tệp để cất ở nơi khác',
      long: 'Không có SECRET_KEY thì bản sao lưu không khôi phục được. doctor cảnh báo cho đến khi lệnh này đã chạy.',
    },
    doctor: {
      short: 'Kiểm tra toàn bộ hệ thống và nói cần làm gì',
      long: 'Cấu hình, cơ sở dữ liệu và quyền, Redis, đồng hồ, ổ đĩa, thư, khóa, sao lưu, chữ ký. Thoát với 1 khi có điều hỏng (bad).\n--json  kết quả cho máy đọc',
    },
    'rotate-keys': {
      short: 'Chuyển dữ liệu cá nhân từ khóa cũ sang SECRET_KEY hiện tại',
      long: 'Đặt SECRET_KEY mới và SECRET_KEY_OLD là khóa trước, khởi động lại dịch vụ, rồi chạy lệnh này (dịch vụ vẫn chạy). Sau đó chạy export-keys. Giữ SECRET_KEY_OLD khi lệnh nói còn định danh chỉ bọc lại được.',
    },
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
    'verify-receipt': {
      short: 'Đối chiếu biên nhận mà thí sinh giữ',
      long: 'Nhận mã biên nhận, văn bản đã sao chép (trong dấu nháy), hoặc tệp chứa văn bản hay JSON.\nKiểm chữ ký, tìm lượt thi và tính lại dấu vân tay từ nhật ký câu trả lời.\n--offline  chỉ kiểm chữ ký, không cần cơ sở dữ liệu\n--key      khóa công khai (lấy ở /api/v1/receipt-keys), thay cho khóa của máy này\n--json     kết quả cho máy đọc\nThoát với 0 khi thật, 3 khi đã bị sửa, 4 khi không có.',
    },
  } satisfies Record<string, Help>,
}
