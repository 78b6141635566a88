import type { Marking } from '../server/contract/import-report.ts'
import type { DraftQuestion } from './question.ts'
import { plainTextOf } from './rich-text/plain-text.ts'
import type { ClozeContent, ClozeKey } from './types/cloze.ts'
import type { NumericKey } from './types/numeric.ts'
import type { ShortTextKey } from './types/short-text.ts'

type Accepted = NumericKey['accepted'] | ShortTextKey['accepted']

/** How the answers to a question are marked, in words that need no knowledge of its type. */
export function markingOf({ content, key }: DraftQuestion): Marking {
  return {
    scoring: 'scoring' in content ? (content.scoring ?? null) : null,
    ladder: content.type === 'four-statements' ? content.ladderThousandths.map(shareOf) : [],
    shares: key && 'weightsThousandths' in key ? (key.weightsThousandths ?? []).map(shareOf) : [],
    accepted: key && 'accepted' in key ? acceptedOf(key.accepted) : [],
    textRules: key && 'accepted' in key && content.type === 'short-text' ? textRulesOf(key as ShortTextKey) : [],
    gaps: content.type === 'cloze' ? content.gaps.map((gap, index) => gapOf(gap, key && (key as ClozeKey).gaps[index])) : [],
    unit: 'unit' in content ? (content.unit ?? null) : null,
    hasBox: content.type === 'numeric' && content.hasBox === true,
    mostWords: content.type === 'essay' ? (content.mostWords ?? null) : null,
    locked: 'locked' in content ? [...(content.locked ?? [])] : [],
  }
}

function shareOf(thousandths: number): number {
  return thousandths / 1_000
}

function acceptedOf(accepted: Accepted): Marking['accepted'] {
  return accepted.map((one) => ({
    value: 'text' in one ? one.text : one.value,
    tolerance: 'tolerance' in one ? (one.tolerance ?? null) : null,
    share: shareOf(one.worthThousandths),
  }))
}

function textRulesOf({ isCaseSensitive, ignoresDiacritics, hasWildcards }: ShortTextKey): Marking['textRules'] {
  return [
    ...(isCaseSensitive ? (['case-sensitive'] as const) : []),
    ...(ignoresDiacritics ? (['ignores-diacritics'] as const) : []),
    ...(hasWildcards ? (['wildcards'] as const) : []),
  ]
}

function gapOf(gap: ClozeContent['gaps'][number], key: ClozeKey['gaps'][number] | undefined): Marking['gaps'][number] {
  return {
    options: gap.kind === 'choice' ? gap.options.map(plainTextOf) : [],
    correct: key?.kind === 'choice' ? key.correct : null,
    accepted: key?.kind === 'text' ? acceptedOf(key.text.accepted) : key?.kind === 'numeric' ? acceptedOf(key.number.accepted) : [],
    textRules: key?.kind === 'text' ? textRulesOf(key.text) : [],
    weight: key?.weight ?? 1,
  }
}
