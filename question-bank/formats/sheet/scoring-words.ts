import { foldVietnamese } from '../../fold-vietnamese.ts'
import { parseDecimal } from '../../types/decimal.ts'
import type { ShortTextKey } from '../../types/short-text.ts'

type ChoiceScoring = 'all-or-nothing' | 'per-right-option' | 'right-minus-wrong'

/** What the column "Cách chấm" of our sheets can say, the same words written and read. */
export const scoringWords = {
  'all-or-nothing': 'Đúng tất cả',
  'per-right-option': 'Theo từng ý đúng',
  'right-minus-wrong': 'Đúng trừ sai',
  'per-place': 'Theo từng vị trí',
  'per-pair': 'Theo từng cặp',
  box: 'Ô 4 ký tự',
  caseSensitive: 'Phân biệt hoa thường',
  ignoresDiacritics: 'Không phân biệt dấu',
  wildcards: 'Có ký tự đại diện *',
} as const
type Word = keyof typeof scoringWords

const wordOf = new Map(Object.entries(scoringWords).map(([word, text]) => [foldVietnamese(text), word as Word]))

export function scoringSaid(text: string): { words: ReadonlySet<Word>; choice?: ChoiceScoring; ladder?: number[]; mostWords?: number } {
  const parts = text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const words = new Set(parts.flatMap((part) => wordOf.get(foldVietnamese(part)) ?? []))
  const choice = (['all-or-nothing', 'per-right-option', 'right-minus-wrong'] as const).find((word) => words.has(word))
  const steps = parts
    .map((part) => parseDecimal(part))
    .flatMap((step) => (step && step.places <= 3 ? [Number(step.digits) * 10 ** (3 - step.places)] : []))
  const mostWords = text.match(/tối đa (\d{1,6}) từ/i)?.[1]
  return {
    words,
    ...(choice === undefined ? {} : { choice }),
    ...(steps.length > 0 && steps.length === parts.length ? { ladder: steps } : {}),
    ...(mostWords === undefined ? {} : { mostWords: Number(mostWords) }),
  }
}

/** How typed words are compared, as a key has it. */
export function textRules(words: ReadonlySet<Word>): { hasWildcards?: true; isCaseSensitive?: true; ignoresDiacritics?: true } {
  return {
    ...(words.has('wildcards') ? { hasWildcards: true } : {}),
    ...(words.has('caseSensitive') ? { isCaseSensitive: true } : {}),
    ...(words.has('ignoresDiacritics') ? { ignoresDiacritics: true } : {}),
  }
}

export function textRuleWords({ hasWildcards, isCaseSensitive, ignoresDiacritics }: Partial<ShortTextKey>): string[] {
  return [
    ...(hasWildcards ? [scoringWords.wildcards] : []),
    ...(isCaseSensitive ? [scoringWords.caseSensitive] : []),
    ...(ignoresDiacritics ? [scoringWords.ignoresDiacritics] : []),
  ]
}

export function ladderText(ladderThousandths: readonly number[]): string {
  return ladderThousandths.map((step) => String(step / 1_000).replace('.', ',')).join('; ')
}
