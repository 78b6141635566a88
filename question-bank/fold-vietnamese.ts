/** Lower case without diacritics: "Trà Giang" and "tra giang" become one. NFD and NFC forms too. */
export function foldVietnamese(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/\s+/g, ' ').trim()
}
