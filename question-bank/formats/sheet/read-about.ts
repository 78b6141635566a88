import { foldVietnamese } from '../../fold-vietnamese.ts'
import { levelFrom } from '../../levels.ts'
import type { AboutQuestion } from '../../question.ts'
import { type Reason, reason } from '../../reason.ts'
import { parseDecimal } from '../../types/decimal.ts'
import { ownCellsIn, type RowGroup, textIn } from './row-group.ts'
import { richTextOf } from './sheet.ts'
import { saidType } from './type-names.ts'

/** A note that may change what the row says. */
const speaksOfTheAnswer = /\b(?:dap an|sua|bo cau|loai bo|xem lai|kiem tra lai|trung|sai)\b/

/** Everything a row says beside the question itself. */
export function readAbout(group: RowGroup): { about: AboutQuestion; doubts: Reason[] } {
  const text = (role: Parameters<typeof textIn>[1]) => textIn(group, role)
  const explanation = ownCellsIn(group, 'explanation')
    .map((cell) => richTextOf(cell, group.table.isOurs))
    .filter((part) => part !== '')
    .join('\n')
  const [level, source, name] = [levelFrom(text('level')), text('source'), text('name')]
  const topic = text('topic')
    .split(/\s*(?:>|→|\n)\s*/)
    .filter((part) => part !== '')
  const points = readPoints(group)
  const note = text('note')
  const type = text('type')
  const tags = [
    ...text('tags')
      .split(/\s*[,;\n]\s*/)
      .filter((tag) => tag !== ''),
    // words that are no level and no type of ours are kept where they can be searched
    ...(level === undefined && text('level') !== '' ? [text('level')] : []),
    ...(type !== '' && saidType(type) === undefined ? [type] : []),
  ]
  return {
    about: {
      ...(name === '' ? {} : { name }),
      ...(topic.length === 0 ? {} : { topic }),
      ...(level === undefined ? {} : { level }),
      ...(tags.length === 0 ? {} : { tags }),
      ...(source === '' ? {} : { source }),
      ...(explanation === '' ? {} : { explanation }),
      ...(points.thousandths === undefined ? {} : { pointsThousandths: points.thousandths }),
    },
    doubts: [...points.doubts, ...(speaksOfTheAnswer.test(foldVietnamese(note)) ? [reason('NOTE_TO_READ', note)] : [])],
  }
}

/** "0,25", 0.25, "1 điểm", "1/4"? The last is nobody's to guess. */
function readPoints(group: RowGroup): { thousandths?: number; doubts: Reason[] } {
  const cell = ownCellsIn(group, 'points')[0]
  if (cell === undefined || cell.text === '') return { doubts: [] }
  const written = cell.number ?? cell.text.replace(/\s*(?:điểm|đ|points?|pts?)\.?$/iu, '')
  const decimal = parseDecimal(written)
  const thousandths = decimal && decimal.places <= 9 ? Number(decimal.digits * 1_000n) / 10 ** decimal.places : Number.NaN
  if (!Number.isInteger(thousandths) || thousandths < 0 || thousandths > 1_000_000_000) return { doubts: [reason('UNREADABLE_POINTS', cell.text)] }
  return { thousandths, doubts: [] }
}
