import { unzipSync } from 'fflate'
import { UnreadableFileError } from '../../imported-question.ts'

const mostEntries = 2_000
const mostUnpackedBytes = 200 * 1024 * 1024

/** An Office file is a zip of XML parts. Only the wanted parts are unpacked, and never more than a bounded amount. */
export function openPackage(file: Uint8Array, isWanted: (name: string) => boolean): Map<string, Uint8Array> {
  if (file.length === 0) throw new UnreadableFileError('Tệp rỗng (0 byte). Hãy chọn lại tệp, hoặc lưu lại từ Excel rồi tải lên.')
  if (file[0] === 0xd0 && file[1] === 0xcf) {
    throw new UnreadableFileError('Tệp có mật khẩu hoặc ở định dạng cũ (.xls). Hãy bỏ mật khẩu, lưu lại dạng .xlsx rồi tải lên.')
  }
  if (file[0] !== 0x50 || file[1] !== 0x4b)
    throw new UnreadableFileError('Đây không phải tệp Excel (.xlsx). Hãy mở bằng Excel, chọn “Lưu thành…” dạng .xlsx rồi tải lên.')
  let entries = 0
  let unpackedBytes = 0
  try {
    const parts = unzipSync(file, {
      filter(entry) {
        entries += 1
        if (entries > mostEntries)
          throw new UnreadableFileError('Tệp chứa quá nhiều thành phần. Hãy chép các câu hỏi sang một tệp Excel mới rồi tải lên.')
        if (!isWanted(entry.name)) return false
        unpackedBytes += entry.originalSize
        if (unpackedBytes > mostUnpackedBytes) throw new UnreadableFileError('Nội dung tệp quá lớn. Hãy chia thành nhiều tệp nhỏ hơn rồi tải lên.')
        return true
      },
    })
    return new Map(Object.entries(parts))
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error
    throw new UnreadableFileError('Tệp bị hỏng hoặc tải lên chưa hết. Hãy mở bằng Excel, lưu lại rồi tải lên lần nữa.')
  }
}
