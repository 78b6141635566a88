import { reasonsEn } from './i18n/en/reasons.ts'
import { reasonsVi } from './i18n/vi/reasons.ts'

export type ReasonCode = keyof typeof reasonsVi

/** Why something is doubtful or refused: a code that programs read, and what its sentence needs to be said. */
export type Reason = { code: ReasonCode; said: readonly (string | number)[] }

export function reason<Code extends ReasonCode>(code: Code, ...said: Parameters<(typeof reasonsVi)[Code]>): Reason {
  return { code, said }
}

/** The sentence for a person; it tells what was seen and, where something is to be done, what. */
export function sentenceFor({ code, said }: Reason, language: 'vi' | 'en' = 'vi'): string {
  const sentences = language === 'vi' ? reasonsVi : reasonsEn
  return (sentences[code] as (...said: readonly (string | number)[]) => string)(...said)
}
