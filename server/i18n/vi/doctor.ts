/** Each line of the doctor: how it is, and what to do about it. */
export const doctor = {
  address: ({ address }: { address: string }) => `Địa chỉ công khai: ${address}.`,
  addressMissing: (_: object) => 'PUBLIC_URL chưa đặt: hãy đặt địa chỉ mà trình duyệt dùng, ví dụ https://hoithi.example.vn.',
  addressInTheClear: ({ address }: { address: string }) =>
    `PUBLIC_URL là ${address}, không mã hóa: hãy đặt HTTPS trước dịch vụ và dùng địa chỉ https://.`,
  proxies: ({ proxies }: { proxies: string }) => (proxies === '' ? 'Không tin proxy nào.' : `Tin các proxy: ${proxies}.`),
  proxyNotTrusted: (_: object) =>
    'Có HTTPS phía trước nhưng TRUSTED_PROXIES trống: mọi người dường như đến từ một địa chỉ và chung giới hạn. Hãy đặt địa chỉ của proxy.',
  everybodyIsAProxy: (_: object) => 'TRUSTED_PROXIES tin tất cả: ai cũng giả được địa chỉ của mình. Chỉ ghi địa chỉ của proxy.',
  secret: ({ length }: { length: number }) => `SECRET_KEY có, ${length} ký tự.`,
  secretMissing: ({ dataDir }: { dataDir: string }) =>
    `Không có SECRET_KEY và ${dataDir} không có secret.key: hãy chạy dịch vụ một lần, hoặc đặt SECRET_KEY.`,
  secretWeak: (_: object) => 'SECRET_KEY quá đơn điệu: khi lập hệ thống mới hãy dùng "openssl rand -base64 32".',
  oldSecret: (_: object) => 'SECRET_KEY_OLD đang đặt: bỏ đi sau khi rotate-keys xong và mọi vòng thi dùng khóa cũ đã kết thúc.',
  loginFile: ({ file }: { file: string }) => `${file} còn giữ mật khẩu đầu tiên: đổi mật khẩu rồi xóa tệp này.`,
  demo: (_: object) => 'DEMO=yes: cuộc thi và cổng trình diễn đang mở. Trên hệ thống thật hãy đặt DEMO=no.',
  disk: ({ folder, freeGigabytes }: { folder: string; freeGigabytes: string }) => `Ổ đĩa của ${folder} còn ${freeGigabytes} GB.`,
  diskTight: ({ folder, freeGigabytes }: { folder: string; freeGigabytes: string }) =>
    `Ổ đĩa của ${folder} chỉ còn ${freeGigabytes} GB: hãy dọn bớt hoặc mở rộng.`,
  diskFull: ({ folder, freeGigabytes }: { folder: string; freeGigabytes: string }) =>
    `Ổ đĩa của ${folder} gần đầy (${freeGigabytes} GB): dọn ngay, nếu không bài làm sẽ không lưu được.`,
  database: ({ version }: { version: string }) => `PostgreSQL ${version} trả lời.`,
  databaseAway: ({ reason }: { reason: string }) => `Không dùng được cơ sở dữ liệu: ${reason} Kiểm tra DATABASE_URL, DATABASE_OWNER_URL, tường lửa.`,
  databaseOld: ({ version }: { version: string }) => `PostgreSQL ${version} quá cũ: cần 15 trở lên.`,
  fewConnections: ({ connections, pool }: { connections: number; pool: number }) =>
    `PostgreSQL chỉ cho ${connections} kết nối, mỗi tiến trình cần ${pool}: tăng max_connections hoặc giảm DATABASE_POOL.`,
  durable: (_: object) => 'Điều gì đã báo "đã lưu" thì không mất khi mất điện (fsync, full_page_writes, synchronous_commit bật).',
  forgetful: ({ settings }: { settings: string }) => `PostgreSQL tắt ${settings}: bài đã báo "đã lưu" có thể mất. Hãy bật lại.`,
  clock: ({ skewMs }: { skewMs: number }) => `Đồng hồ lệch PostgreSQL ${skewMs} ms.`,
  clockOff: ({ skewMs }: { skewMs: number }) =>
    `Đồng hồ lệch PostgreSQL ${skewMs} ms (tối đa 250): bật đồng bộ thời gian (chrony, systemd-timesyncd) trên cả hai máy.`,
  schema: (_: object) => 'Lược đồ đúng phiên bản.',
  schemaBehind: ({ pending }: { pending: number }) =>
    `Lược đồ thiếu ${pending} bước: lần khởi động tới (hoặc npm run migrate) sẽ bổ sung. Hãy sao lưu trước.`,
  schemaNewer: (_: object) => 'Lược đồ do phiên bản mới hơn tạo ra: hãy dùng phiên bản đó.',
  appendsOnly: ({ role }: { role: string }) => `Vai trò ${role} chỉ có thể ghi thêm vào nhật ký.`,
  mayChangeLogs: ({ role, rights, tables }: { role: string; rights: string; tables: string }) =>
    `Vai trò ${role} có quyền ${rights} trên ${tables}: tạo một vai trò riêng cho DATABASE_URL và đặt DATABASE_OWNER_URL là vai trò sở hữu bảng (README, mục Nhật ký).`,
  noRedis: (_: object) => 'Không dùng Redis: trạng thái trực tiếp nằm trong tiến trình (một tiến trình).',
  redis: ({ node, version }: { node: string; version: string }) => `Redis ${node} trả lời (${version}).`,
  redisAway: ({ node, reason }: { node: string; reason: string }) =>
    `Redis ${node} không trả lời (${reason}): khởi động nó, hoặc sửa REDIS_URL. Không mất dữ liệu, nhưng bảng chậm hơn.`,
  redisOld: ({ node, version }: { node: string; version: string }) => `Redis ${node} là ${version}: cần 7 trở lên, hoặc Valkey.`,
  redisEvicts: ({ node, policy }: { node: string; policy: string }) =>
    `Redis ${node} tự xóa khóa khi hết bộ nhớ (maxmemory-policy ${policy}): đặt noeviction, nếu không bảng sẽ thiếu người.`,
  redisNoCluster: ({ node }: { node: string }) => `REDIS_URL liệt kê nhiều nút nhưng ${node} không thuộc cụm: chỉ ghi một địa chỉ, hoặc bật cluster.`,
  redisClusterSick: ({ node }: { node: string }) => `Cụm Redis của ${node} không khỏe: xem "redis-cli cluster info".`,
  mail: ({ host }: { host: string }) => `Máy chủ thư ${host} nhận đăng nhập.`,
  noMail: (_: object) => 'Chưa có máy chủ thư (SMTP_URL): liên kết mời và đặt lại mật khẩu sẽ hiện cho quản trị viên tự chuyển.',
  mailAway: ({ host, reason }: { host: string; reason: string }) =>
    `Máy chủ thư ${host} không trả lời (${reason}): kiểm tra cổng và tường lửa trong SMTP_URL.`,
  mailRefuses: ({ host }: { host: string }) => `Máy chủ thư ${host} từ chối tên hoặc mật khẩu trong SMTP_URL.`,
  gateway: ({ host }: { host: string }) => `Cổng gửi tin nhắn ${host} trả lời.`,
  gatewayRefused: ({ host, reason }: { host: string; reason: string }) =>
    `GATEWAY_URL không được phép gọi (${reason}): thêm ${host} vào OUTGOING_HOSTS, đúng cả cổng nếu có.`,
  gatewayAway: ({ host, reason }: { host: string; reason: string }) =>
    `Cổng gửi tin nhắn ${host} không trả lời (${reason}): kiểm tra địa chỉ và tường lửa trong GATEWAY_URL.`,
  otherSecret: (_: object) =>
    'Cơ sở dữ liệu này đang dùng với SECRET_KEY khác: khóa này không tìm lại được người trong đó. Đặt lại khóa cũ, hoặc ghi nó vào SECRET_KEY_OLD nếu muốn đổi khóa.',
  keysExported: (_: object) => 'Khóa đã được cất ra ngoài.',
  keysNotExported: (_: object) => 'Khóa chưa được cất ra ngoài: mất máy này là mất luôn khả năng khôi phục. Chạy "npm run admin -- export-keys TỆP".',
  backup: ({ days }: { days: number }) => `Bản sao lưu gần nhất: ${days} ngày trước.`,
  backupOld: ({ days }: { days: number }) => `Bản sao lưu gần nhất đã ${days} ngày: chạy "npm run admin -- backup TỆP" hằng đêm.`,
  noBackup: (_: object) => 'Chưa có bản sao lưu nào: chạy "npm run admin -- backup TỆP".',
  signed: ({ seq }: { seq: number }) => `Nhật ký đã ký đến mục ${seq}.`,
  notSigned: ({ since }: { since: string }) => `Nhật ký chưa được ký từ ${since}: dịch vụ có đang chạy không?`,
  noHeadsFile: ({ path }: { path: string }) =>
    `Không có ${path} trên máy này: chữ ký chỉ nằm trong cơ sở dữ liệu, việc cắt nhật ký sẽ khó phát hiện. DATA_DIR có đúng không?`,
  jobs: (_: object) => 'Các việc nền vẫn chạy.',
  jobFails: ({ kind, error }: { kind: string; error: string }) =>
    `Việc nền "${kind}" hỏng nhiều lần liền (${error}): xem nhật ký của dịch vụ và GET /api/v1/staff/jobs.`,
  jobsGivenUp: ({ count, kinds }: { count: number; kinds: string }) =>
    `${count} việc nền đã thôi thử lại (${kinds}): sửa nguyên nhân rồi gọi POST /api/v1/staff/jobs/LOẠI/retry.`,
  erasureWaits: ({ contests, days }: { contests: string; days: number }) =>
    `Đến hạn xóa dữ liệu cá nhân nhưng kết quả chưa công bố: ${contests}. Hãy niêm phong và công bố; nếu không, dữ liệu tự xóa chậm nhất ${days} ngày sau hạn.`,
  jobsWait: ({ kind, minutes }: { kind: string; minutes: number }) => `Việc nền "${kind}" chờ đã ${minutes} phút: dịch vụ có đang chạy không?`,
}
