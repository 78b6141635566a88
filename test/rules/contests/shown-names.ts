/** How people of these contests stand on public boards, written by hand: who agreed to nothing more is known to friends alone. */
const masked: Record<string, string> = {
  'Lê An': 'L. A***',
  'Phạm Bình': 'Ph. Bì***',
  'Vũ Cường': 'V. Cườ***',
  'Đỗ Dung': 'Đ. Du***',
  'Hồ Giang': 'H. Gia***',
  'Trần Hải': 'Tr. Hả***',
  'Nguyễn Khánh': 'Ng. Khá***',
  'Bùi Lan': 'B. La***',
  'Ngô Minh': 'Ng. Mi***',
  'Đinh Nga': 'Đ. Ng***',
}

export function shownToEverybody(name: string): string {
  const shown = masked[name]
  if (shown === undefined) throw new Error(`how is ${name} shown?`)
  return shown
}
