import type { NewUnit } from '../../server/features/units/add-units.ts'

/** The tree of every small contest: a province, its two communes, and three branches in them. */
export const sixUnits: readonly NewUnit[] = [
  { code: 'T', name: 'Tỉnh Trà Giang', parentCode: null },
  { code: 'X1', name: 'Xã An Bình', parentCode: 'T' },
  { code: 'X2', name: 'Xã Bình Minh', parentCode: 'T' },
  { code: 'C1', name: 'Chi đoàn Trường học', parentCode: 'X1' },
  { code: 'C2', name: 'Chi đoàn Công an', parentCode: 'X1' },
  { code: 'C3', name: 'Chi đoàn Thôn Đông', parentCode: 'X2' },
]
