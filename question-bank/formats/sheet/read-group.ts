import { foldVietnamese } from '../../fold-vietnamese.ts'
import { type ImportedItem, settleItem } from '../../imported-item.ts'
import type { DraftQuestion } from '../../question.ts'
import { type Reason, reason } from '../../reason.ts'
import { attachmentsIn } from '../../rich-text/plain-text.ts'
import { questionTypeOf } from '../../types/question-types.ts'
import { faultOfAttachment } from '../attachment-faults.ts'
import { collectOptions } from './collect-options.ts'
import { draftOf } from './draft-of.ts'
import { readAbout } from './read-about.ts'
import type { RowGroup } from './row-group.ts'
import { ownCellsIn, textIn } from './row-group.ts'
import { type Cell, columnName, looks, richTextOf, wholeLooks } from './sheet.ts'
import { saidType } from './type-names.ts'

/** One question of a table, with everything that speaks against taking it as it is. */
export function readGroup(group: RowGroup, place: string, isHiddenSheet: boolean): ImportedItem {
  const { stem: written, options, refusals } = collectOptions(group)
  const picture = ownCellsIn(group, 'picture')
  const stem: Cell = withPictures(written, picture)
  const stemText = richTextOf(stem, group.table.isOurs)
  const said = saidType(textIn(group, 'type'))
  const drafted = draftOf({ group, stem, stemText, options, keys: ownCellsIn(group, 'key'), said })
  const refused = [
    ...(stemText === '' ? [reason('NO_STEM')] : []),
    ...(drafted.needsOptions ? [...(options.length < 2 ? [reason('TOO_FEW_OPTIONS')] : []), ...refusals] : []),
  ]
  if (refused.length > 0 || drafted.draft === undefined)
    return { place, state: 'refused', seen: seenIn(group), reasons: [...(refused.length > 0 ? refused : drafted.doubts), ...lonelyPictures(group)] }
  const { about, doubts: aboutDoubts } = readAbout(group)
  const { question, doubts: pictureDoubts } = withLoosePictures({ ...about, ...drafted.draft }, group)
  const doubts = [...aboutDoubts, ...pictureDoubts]
  return settleItem(place, question, [
    ...doubts,
    ...drafted.doubts,
    ...strangeCells(group, picture),
    ...(isHiddenSheet ? [reason('HIDDEN_SHEET')] : []),
  ])
}

function withPictures(stem: Cell, pictures: readonly Cell[]): Cell {
  const shown = [stem.pictures, ...pictures.map((cell) => cell.pictures)].filter((one) => one !== undefined)
  return shown.length === 0 ? stem : { ...stem, pictures: shown.join('\n') }
}

/** A picture beside the columns of question and options is shown with the stem, and somebody has to look at it. */
function withLoosePictures(question: DraftQuestion, { rows }: RowGroup): { question: DraftQuestion; doubts: Reason[] } {
  if (!rows.some(({ cells }) => [...cells.values()].some(({ pictures }) => pictures !== undefined))) return { question, doubts: [] }
  const shown = new Set([...questionTypeOf(question.content).texts(question.content), question.explanation ?? ''].flatMap(attachmentsIn))
  const loose = rows.flatMap(({ number, cells }) =>
    [...cells].flatMap(([column, { pictures = '' }]) =>
      attachmentsIn(pictures).some((digest) => !shown.has(digest)) ? [{ pictures, cell: `${columnName(column)}${number}` }] : [],
    ),
  )
  if (loose.length === 0) return { question, doubts: [] }
  const stem = [question.content.stem, ...loose.map(({ pictures }) => pictures)].join('\n')
  return { question: { ...question, content: { ...question.content, stem } }, doubts: loose.map(({ cell }) => reason('LOOSE_PICTURE', cell)) }
}

function lonelyPictures({ rows }: RowGroup): Reason[] {
  return rows.flatMap(({ number, cells }) =>
    [...cells].flatMap(([column, { pictures }]) =>
      pictures === undefined ? [] : [reason('PICTURE_WITHOUT_QUESTION', `${columnName(column)}${number}`)],
    ),
  )
}

function seenIn({ rows }: RowGroup): string {
  return rows
    .map(({ cells }) => [...cells].sort(([a], [b]) => a - b))
    .flatMap((cells) => cells.flatMap(([, { text, isContinued }]) => (isContinued ? [] : [text])))
    .filter((text) => text !== '')
    .join(' | ')
    .slice(0, 2_000)
}

/** What a clerk would stop at whatever the question says. */
function strangeCells({ rows, table }: RowGroup, pictures: readonly Cell[]): Reason[] {
  const doubts: Reason[] = []
  if (rows.some(({ isHidden }) => isHidden)) doubts.push(reason('HIDDEN_ROW'))
  const aside = new Set([...(table.columns.roles.get('note') ?? []), ...(table.columns.roles.get('number') ?? [])])
  for (const { number, cells } of rows)
    for (const [column, cell] of cells) {
      if (aside.has(column) || cell.isContinued) continue
      if (cell.isError) doubts.push(reason('ERROR_CELL', `${columnName(column)}${number}`, cell.text))
      if ((wholeLooks(cell) & looks.strike) !== 0 || cell.runs?.some((run) => (run.looks & looks.strike) !== 0))
        doubts.push(reason('STRUCK_CELL', `${columnName(column)}${number}`))
      if (/[\ufffd\ue000-\uf8ff]/.test(cell.text)) doubts.push(reason('UNREADABLE_SIGNS', `${columnName(column)}${number}`))
    }
  // a name or an address of a picture is no picture
  const named = pictures.find(({ text, pictures: shown }) => text !== '' && shown === undefined && !/^(?:khong|0|-|x)$/.test(foldVietnamese(text)))
  if (named) doubts.push(faultOfAttachment(named.text))
  return doubts
}
