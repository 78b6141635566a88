import type { Language } from '../contract/primitives.ts'
import { en } from './en/en.ts'
import { vi } from './vi/vi.ts'

// a text that is missing in the second language fails the type check here
const texts: Record<Language, typeof vi> = { vi, en }

/** What the server itself writes, in the reader's language. */
export const textsIn = (language: Language) => texts[language]
