import type { Locale } from './value-formats.ts'

const storageKey = 'hoithi.locale'

// storage may be refused (private mode, policy); the language then lasts for this page only
export function readStoredLocale(): Locale {
  try {
    return localStorage.getItem(storageKey) === 'en' ? 'en' : 'vi'
  } catch {
    return 'vi'
  }
}

export function storeLocale(locale: Locale): void {
  try {
    localStorage.setItem(storageKey, locale)
  } catch {
    return
  }
}
