import { fillText, type TextValues } from '../i18n/fill-text.ts'
import { readStoredLocale } from '../i18n/stored-locale.ts'
import { createValueFormats, type Locale } from '../i18n/value-formats.ts'
import { en } from './i18n/en.ts'
import { type BoardTextKey, vi } from './i18n/vi.ts'

const texts: Record<Locale, Record<BoardTextKey, string>> = { vi, en }

// a wall screen has nobody to click: the language is the one chosen in the console on the same machine, else Vietnamese
const locale = readStoredLocale()

/** Texts, numbers and times of the board. */
export const boardWords = {
  locale,
  t: (key: BoardTextKey, values?: TextValues) => fillText(texts[locale][key], values),
  ...createValueFormats(locale),
}
