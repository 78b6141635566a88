import { foldVietnamese } from '../../fold-vietnamese.ts'
import type { DraftQuestion } from '../../question.ts'
import { type Reason, reason } from '../../reason.ts'
import { parseDecimal } from '../../types/decimal.ts'
import type { FoundOption } from './collect-options.ts'
import { draftChoice } from './draft-choice.ts'
import { draftCloze } from './draft-cloze.ts'
import { draftMatching, draftOrdering } from './draft-lists.ts'
import { draftEssay, draftNumeric, draftPrediction, draftShortText } from './draft-open.ts'
import { draftStatements, draftTrueFalse, truthsGiven } from './draft-truths.ts'
import { type RowGroup, textIn } from './row-group.ts'
import type { Cell } from './sheet.ts'
import { truthOf } from './truth-words.ts'
import type { SaidType } from './type-names.ts'

/** What a row gives to make a question of. */
export type Material = {
  group: RowGroup
  stem: Cell
  stemText: string
  options: readonly FoundOption[]
  keys: readonly Cell[]
  said: SaidType | undefined
}

export type Draft = Pick<DraftQuestion, 'content' | 'key'>
export type Drafted = { draft?: Draft; doubts: readonly Reason[]; needsOptions?: boolean }

/** The type that the row names; without a name, the one that its shape leaves no doubt of. */
export function draftOf(material: Material): Drafted {
  switch (material.said) {
    case 'numeric':
      return draftNumeric(material)
    case 'short-text':
      return draftShortText(material)
    case 'essay':
      return draftEssay(material)
    case 'prediction':
      return draftPrediction(material)
    case 'ordering':
      return draftOrdering(material)
    case 'matching':
      return draftMatching(material)
    case 'cloze':
      return draftCloze(material)
    case 'true-false':
    case 'truths':
      return isListOfStatements(material) ? draftStatements(material) : draftTrueFalse(material)
    case 'four-statements':
      return draftStatements(material)
    case undefined:
      return draftByShape(material)
    default:
      return draftChoice(material)
  }
}

function isListOfStatements({ options }: Material): boolean {
  return options.length >= 2 && !options.every(({ cell }) => truthOf(cell.text) !== undefined)
}

function draftByShape(material: Material): Drafted {
  const { options, keys, group } = material
  const written = keys.map(({ text }) => text).join('\n')
  if (options.length >= 2) {
    if (textIn(group, 'right') === '' && truthsGiven(material, false)?.kind === 'evident') return draftStatements(material)
    return draftChoice(material)
  }
  if (options.length > 0) return draftChoice(material)
  if (truthOf(written) !== undefined && !/^[a-f]$/i.test(written)) return draftTrueFalse(material)
  if (/\[\[1\]\]/.test(material.stem.text) && written !== '') return draftCloze(material)
  // options may just have been forgotten, so a key that could name one is not an answer
  const mayNameOption = /^(?:[a-h]|[1-9]|[a-h1-9](?:\s*[,;]\s*[a-h1-9])+)[.)]?$/.test(foldVietnamese(written))
  if (written === '' || (mayNameOption && group.table.columns.options.length > 0)) return draftChoice(material)
  const isNumber = keys.length === 1 && (keys[0]?.number !== undefined || parseDecimal(written) !== undefined)
  if (isNumber && group.table.columns.options.length === 0) return draftNumeric(material)
  const drafted = isNumber ? draftNumeric(material) : draftShortText(material)
  return { ...drafted, doubts: [...drafted.doubts, reason('TYPE_NOT_SAID')] }
}
