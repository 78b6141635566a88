export type DemoUnit = { code: string; name: string; parentCode: string | null }

/** Names of the levels of the demonstration tree, top first. */
export const demoUnitLevels = ['Tỉnh', 'Xã, phường', 'Chi đoàn']

// an invented province: nobody's real branch may seem to take part in a demonstration
const communes: readonly { name: string; branches: readonly string[] }[] = [
  {
    name: 'Phường Bến Đông',
    branches: ['Khu phố 1', 'Khu phố 4', 'Trường THPT Bến Đông', 'Công an phường Bến Đông', 'Trạm Y tế phường Bến Đông', 'Công ty May Trà Giang'],
  },
  {
    name: 'Phường Cầu Ngói',
    branches: ['Khu phố 2', 'Khu phố 5', 'Trường THCS Cầu Ngói', 'Công an phường Cầu Ngói', 'Bệnh viện Đa khoa Trà Giang', 'Điện lực Cầu Ngói'],
  },
  {
    name: 'Phường Giang Thượng',
    branches: ['Khu phố 3', 'Khu phố Chợ Mới', 'Trường Cao đẳng Nghề Trà Giang', 'Công an phường Giang Thượng', 'Ban Quản lý chợ Giang Thượng'],
  },
  {
    name: 'Xã An Trà',
    branches: ['Ấp Bình An', 'Ấp Hòa Trà', 'Trường THPT An Trà', 'Công an xã An Trà', 'Hợp tác xã Chè An Trà'],
  },
  {
    name: 'Xã Lâm Trà',
    branches: ['Ấp Đồi Thông', 'Ấp Khe Trong', 'Trường THCS Lâm Trà', 'Hạt Kiểm lâm Lâm Trà', 'Trạm Y tế xã Lâm Trà'],
  },
  {
    name: 'Xã Phú Giang',
    branches: ['Ấp Phú Lợi', 'Ấp Phú Hưng', 'Trường THPT Phú Giang', 'Công an xã Phú Giang', 'Công ty Thủy sản Phú Giang', 'Trạm Y tế xã Phú Giang'],
  },
  {
    name: 'Xã Đồng Sen',
    branches: ['Ấp Sen Hồng', 'Ấp Cầu Ván', 'Trường Tiểu học Đồng Sen', 'Công an xã Đồng Sen', 'Hợp tác xã Nông nghiệp Đồng Sen'],
  },
  {
    name: 'Xã Cồn Nổi',
    branches: ['Ấp Đầu Cồn', 'Ấp Cuối Cồn', 'Trường THCS Cồn Nổi', 'Công an xã Cồn Nổi'],
  },
  {
    name: 'Xã Bàu Sậy',
    branches: ['Ấp Bàu Trong', 'Ấp Bàu Ngoài', 'Trường THPT Bàu Sậy', 'Trạm Y tế xã Bàu Sậy', 'Công ty Gạch Bàu Sậy'],
  },
  {
    name: 'Xã Suối Ngà',
    branches: ['Ấp Suối Đá', 'Ấp Nà Thượng', 'Trường Phổ thông Dân tộc Nội trú Suối Ngà', 'Công an xã Suối Ngà', 'Thủy điện Suối Ngà'],
  },
  {
    name: 'Xã Gò Vàng',
    branches: ['Ấp Gò Cao', 'Ấp Lúa Vàng', 'Trường THCS Gò Vàng', 'Công an xã Gò Vàng', 'Cụm công nghiệp Gò Vàng'],
  },
  {
    name: 'Xã Rạch Mây',
    branches: ['Ấp Rạch Giữa', 'Ấp Vàm Mây', 'Trường THPT Rạch Mây', 'Trạm Y tế xã Rạch Mây', 'Hợp tác xã Vận tải Rạch Mây'],
  },
]

const numbered = (position: number) => String(position + 1).padStart(2, '0')

/** The youth union of an invented province; a parent always stands before its children. */
export const demoUnits: readonly DemoUnit[] = [
  { code: 'TG', name: 'Tỉnh Trà Giang', parentCode: null },
  ...communes.flatMap(({ name, branches }, commune) => {
    const code = `TG-${numbered(commune)}`
    return [
      { code, name, parentCode: 'TG' },
      ...branches.map((branch, position) => ({ code: `${code}-${numbered(position)}`, name: `Chi đoàn ${branch}`, parentCode: code })),
    ]
  }),
]
