import { type Reason, reason } from '../../reason.ts'
import { canonicalDecimal } from '../../types/decimal.ts'
import { boxCharacters } from '../../types/numeric.ts'
import type { Drafted, Material } from './draft-of.ts'
import { textIn } from './row-group.ts'
import { scoringSaid, textRules } from './scoring-words.ts'
import type { Cell } from './sheet.ts'
import { splitVariants } from './variants.ts'

export type NumberRead = { value: string; tolerance?: string; unit?: string }

export function draftNumeric({ stemText, keys, group }: Material): Drafted {
  const saidUnit = textIn(group, 'unit')
  const doubts: Reason[] = []
  const wanted = readTolerance(textIn(group, 'tolerance'), doubts)
  const read = keys.flatMap((key) => (key.number === undefined ? splitVariants(key.text) : [key.number]).map((text) => readNumber(text, key)))
  const numbers = read.flatMap((one) => {
    if ('value' in one) return [one]
    doubts.push(one)
    return []
  })
  const units = [...new Set([saidUnit, ...numbers.map(({ unit = '' }) => unit)].filter((unit) => unit !== ''))]
  if (units.length > 1) doubts.push(reason('UNITS_DISAGREE', units.join(', ')))
  const { words } = scoringSaid(textIn(group, 'scoring'))
  const accepted = numbers.map(({ value, tolerance = wanted }) => ({
    value,
    ...(tolerance === undefined ? {} : { tolerance }),
    worthThousandths: 1_000,
  }))
  return {
    draft: {
      content: {
        type: 'numeric',
        stem: stemText,
        ...(units[0] === undefined ? {} : { unit: units[0] }),
        ...(words.has('box') && boxCharacters > 0 ? { hasBox: true } : {}),
      },
      ...(accepted.length > 0 ? { key: { accepted } } : {}),
    },
    doubts,
  }
}

function readTolerance(text: string, doubts: Reason[]): string | undefined {
  if (text === '') return undefined
  const tolerance = canonicalDecimal(text.replace(/^(?:±|\+\/?-)\s*/, ''))
  if (tolerance === undefined) doubts.push(reason('NOT_A_NUMBER', text))
  return tolerance
}

/** "3,14", "12 km", "3,14 ± 0,01". Points that may part thousands or decimals are nobody's to guess. */
export function readNumber(text: string, cell?: Cell): NumberRead | Reason {
  const [, written = '', , allowed, unit = ''] = text.match(/^([+\-−–]?[\d.,]+)\s*((?:±|\+\/?-)\s*([\d.,]+))?\s*([^\d\s.,+\-±][^\d]{0,20})?$/u) ?? []
  const isGrouped = /^[+\-−–]?\d{1,3}(?:\.\d{3}){2,}$/.test(written)
  const looksGrouped = cell?.number === undefined && /^[+\-−–]?[1-9]\d{0,2}(?:\.\d{3}|,\d\d0)$/.test(written)
  if (looksGrouped) return reason('KEY_READS_TWO_WAYS', text)
  const value = canonicalDecimal(isGrouped ? written.replaceAll('.', '') : written)
  const tolerance = allowed === undefined ? undefined : canonicalDecimal(allowed)
  if (value === undefined || (allowed !== undefined && tolerance === undefined)) return reason('NOT_A_NUMBER', text)
  return { value, ...(tolerance === undefined ? {} : { tolerance }), ...(unit === '' ? {} : { unit: unit.trim() }) }
}

export function draftShortText({ stemText, keys, group }: Material): Drafted {
  const { words } = scoringSaid(textIn(group, 'scoring'))
  const texts = [...new Set(keys.flatMap(({ text, isError }) => (isError ? [] : splitVariants(text))))]
  return {
    draft: {
      content: { type: 'short-text', stem: stemText },
      ...(texts.length === 0
        ? {}
        : {
            key: {
              accepted: texts.map((text) => ({ text, worthThousandths: 1_000 })),
              ...textRules(words),
            },
          }),
    },
    doubts: [],
  }
}

export function draftEssay({ stemText, keys, group }: Material): Drafted {
  const guide = keys.map(({ text }) => text).join('\n')
  const { mostWords } = scoringSaid(textIn(group, 'scoring'))
  return {
    draft: { content: { type: 'essay', stem: stemText, ...(mostWords === undefined ? {} : { mostWords }) }, key: guide === '' ? {} : { guide } },
    doubts: [],
  }
}

export function draftPrediction({ stemText, group }: Material): Drafted {
  const unit = textIn(group, 'unit')
  return { draft: { content: { type: 'prediction', stem: stemText, ...(unit === '' ? {} : { unit }) }, key: {} }, doubts: [] }
}
