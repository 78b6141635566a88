import type { Question } from '../../question.ts'
import { plainTextOf } from '../../rich-text/plain-text.ts'
import { usualLadder } from '../../types/four-statements.ts'
import { letterOf } from '../../types/option-list.ts'
import type { QuestionContent, QuestionKey } from '../../types/question-types.ts'
import type { ShortTextKey } from '../../types/short-text.ts'
import { writeGap } from './draft-cloze.ts'
import { ladderText, scoringWords, textRuleWords } from './scoring-words.ts'
import { joinVariants } from './variants.ts'
import { joinCells, richCell, textCell, textOfCell, type WrittenCell } from './written-cell.ts'

/** What the columns of our sheets say of a question beside its stem. */
export type Said = { options: WrittenCell[]; key: string; locked?: string; scoring?: string; tolerance?: string; unit?: string }

/** A content and its key, of one type. */
type Pair<Type extends QuestionContent['type'] = QuestionContent['type']> = Type extends unknown
  ? { content: Extract<QuestionContent, { type: Type }>; key: QuestionKey }
  : never

export function saidOf({ content, key }: Question): Said {
  const pair = { content, key } as Pair
  const is = <Type extends QuestionContent['type']>(type: Type, one: Pair): one is Extract<Pair, { content: { type: Type } }> =>
    one.content.type === type
  if (is('single-choice', pair)) {
    const { correct } = pair.key as { correct: number }
    return { options: pair.content.options.map(optionCell), key: letterOf(correct), ...lockedColumn(pair.content.locked) }
  }
  if (is('multiple-choice', pair)) {
    const { correct } = pair.key as { correct: number[] }
    const { options, locked, scoring } = pair.content
    return {
      options: options.map(optionCell),
      key: [...correct]
        .sort((a, b) => a - b)
        .map(letterOf)
        .join(', '),
      scoring: scoringWords[scoring],
      ...lockedColumn(locked),
    }
  }
  if (is('true-false', pair)) return { options: [], key: (pair.key as { isTrue: boolean }).isTrue ? 'Đúng' : 'Sai' }
  if (is('four-statements', pair)) {
    const { statements, ladderThousandths, locked } = pair.content
    const isUsual = usualLadder(statements.length).join() === ladderThousandths.join()
    const key = (pair.key as { truths: boolean[] }).truths.map((isTrue) => (isTrue ? 'Đ' : 'S')).join(', ')
    return { options: statements.map(optionCell), key, ...(isUsual ? {} : { scoring: ladderText(ladderThousandths) }), ...lockedColumn(locked) }
  }
  if (is('numeric', pair)) {
    const { accepted } = pair.key as { accepted: { value: string; tolerance?: string }[] }
    const tolerances = [...new Set(accepted.map(({ tolerance = '' }) => tolerance))]
    const isShared = tolerances.length === 1
    const values = accepted.map(({ value, tolerance }) => comma(value) + (isShared || tolerance === undefined ? '' : ` ± ${comma(tolerance)}`))
    const { unit, hasBox } = pair.content
    return {
      options: [],
      key: values.join(' | '),
      ...(isShared && tolerances[0] !== '' ? { tolerance: comma(tolerances[0] ?? '') } : {}),
      ...(unit === undefined ? {} : { unit }),
      ...(hasBox ? { scoring: scoringWords.box } : {}),
    }
  }
  if (is('short-text', pair)) {
    const key = pair.key as ShortTextKey
    return { options: [], key: joinVariants(key.accepted.map(({ text }) => text)), scoring: textRuleWords(key).join('; ') }
  }
  if (is('ordering', pair))
    return {
      options: pair.content.items.map(optionCell),
      key: (pair.key as { order: number[] }).order.map(letterOf).join(', '),
      scoring: scoringWords[pair.content.scoring],
    }
  if (is('matching', pair)) {
    const { left, right, scoring } = pair.content
    const { rightOf } = pair.key as { rightOf: number[] }
    const pairs = left.map((text, place) => joinCells(richCell(text), textCell(' → '), richCell(right[rightOf[place] as number] ?? '')))
    const unused = right.filter((_, entry) => !rightOf.includes(entry)).map((text) => joinCells(textCell('→ '), richCell(text)))
    return { options: [...pairs, ...unused], key: '', scoring: scoringWords[scoring] }
  }
  if (is('cloze', pair)) {
    const { gaps } = pair.key as Parameters<typeof clozeCells>[1]
    return { options: clozeCells(pair.content.gaps, { gaps }), key: '' }
  }
  if (is('essay', pair)) {
    const { mostWords } = pair.content
    return {
      options: [],
      key: (pair.key as { guide?: string }).guide ?? '',
      ...(mostWords === undefined ? {} : { scoring: `Tối đa ${mostWords} từ` }),
    }
  }
  return { options: [], key: '', ...(pair.content.type === 'prediction' && pair.content.unit !== undefined ? { unit: pair.content.unit } : {}) }
}

function clozeCells(gaps: readonly Parameters<typeof writeGap>[0][], key: { gaps: readonly Parameters<typeof writeGap>[1][] }): WrittenCell[] {
  return gaps.map((gap, place) => textCell(writeGap(gap, key.gaps[place] as Parameters<typeof writeGap>[1], plainTextOf)))
}

/** A sign at the start of an option says something in a sheet, so a backslash takes its meaning away. */
function optionCell(source: string): WrittenCell {
  const cell = richCell(source)
  return /^[*#\\]/.test(textOfCell(cell)) ? joinCells(textCell('\\'), cell) : cell
}

function lockedColumn(locked: readonly number[] = []): { locked?: string } {
  return locked.length === 0 ? {} : { locked: locked.map(letterOf).join(', ') }
}

function comma(decimal: string): string {
  return decimal.replace('.', ',')
}
