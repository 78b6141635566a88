import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { ApiFailure } from '../api/api-failure.ts'
import { en } from './en.ts'
import { fillText, type TextValues } from './fill-text.ts'
import { createValueFormats, type Locale } from './value-formats.ts'
import { type TextKey, vi } from './vi.ts'

const texts: Record<Locale, Record<TextKey, string>> = { vi, en }

/** Everything a page needs to speak: texts, numbers, times and errors in the chosen language. */
export function createWords(locale: Locale) {
  const t = (key: TextKey, values?: TextValues) => fillText(texts[locale][key], values)
  return {
    locale,
    t,
    ...createValueFormats(locale),
    problem(failure: unknown): string {
      // a newer server may know codes this build does not; they get the polite sentence
      const key = `problem.${failure instanceof ApiFailure ? failure.code : 'INTERNAL'}`
      return t(key in vi ? (key as TextKey) : 'problem.INTERNAL')
    },
  }
}
export type Words = ReturnType<typeof createWords>

export const WordsContext = createContext<Words>(createWords('vi'))
export const useWords = (): Words => useContext(WordsContext)
