import { foldVietnamese } from '../../fold-vietnamese.ts'
import { type Reason, reason } from '../../reason.ts'
import { letterOf } from '../../types/option-list.ts'
import { lockedByWording } from '../../types/option-locks.ts'
import type { FoundOption } from './collect-options.ts'
import type { Drafted, Material } from './draft-of.ts'
import { markedOptions } from './option-signs.ts'
import { type ChoiceKey, readChoiceKey } from './read-choice-key.ts'
import { textIn } from './row-group.ts'
import { scoringSaid } from './scoring-words.ts'
import { richTextOf } from './sheet.ts'
import { truthOf } from './truth-words.ts'

const asksForSeveral =
  /^(?:nhung|cac) [^?.]*\bnao\b|\b(?:chon (?:cac|nhung|nhieu|tat ca|hai|ba|bon|2|3|4|it nhat)\b|(?:co the|duoc) chon nhieu|nhieu (?:dap an|phuong an|lua chon)(?: dung)?|(?:cac|nhung) (?:dap an|phuong an|y|lua chon|cau|nhan dinh|phat bieu|menh de|noi dung) (?:nao )?(?:(?:sau (?:day )?|duoi day )?(?:la )?)?(?:nao )?(?:dung|sai|chinh xac|phu hop|thuoc)|select (?:all|two|three)|choose (?:all|two|three))/

/** One right option or several: as the type column says, else as the question asks. */
export function draftChoice(material: Material): Drafted {
  const { stem, stemText, said, group, options } = material
  const { places, doubts } = findKey(material)
  const texts = options.map(({ cell }) => richTextOf(cell, group.table.isOurs))
  const locked = lockedPlaces(options, textIn(group, 'lock'))
  const lockDoubts = locked === undefined ? [reason('UNREADABLE_LOCK', textIn(group, 'lock'))] : []
  const shared = { stem: stemText, options: texts, ...(locked === undefined || locked.length === 0 ? {} : { locked }) }
  const scoring = scoringSaid(textIn(group, 'scoring'))
  const isMultiple =
    said === 'multiple-choice' ||
    (said !== 'single-choice' && places.length > 1 && (said === 'choice' ? saysSeveral(textIn(group, 'type')) : false)) ||
    (said !== 'single-choice' && places.length > 1 && asksForSeveral.test(foldVietnamese(stem.text)))
  if (isMultiple) {
    return {
      draft: {
        content: { type: 'multiple-choice', ...shared, scoring: scoring.choice ?? 'all-or-nothing' },
        ...(places.length > 0 ? { key: { correct: places } } : {}),
      },
      doubts: [...doubts, ...lockDoubts],
      needsOptions: true,
    }
  }
  const several = places.length > 1 ? [reason('SEVERAL_KEYS', places.map(letterOf).join(', '))] : []
  const [correct] = places
  return {
    draft: { content: { type: 'single-choice', ...shared }, ...(places.length === 1 && correct !== undefined ? { key: { correct } } : {}) },
    doubts: [...doubts, ...several, ...lockDoubts],
    needsOptions: true,
  }
}

function saysSeveral(type: string): boolean {
  return /\bnhieu\b|multiple/.test(foldVietnamese(type))
}

/** What the key column says and what marks at the options say must be the same. */
function findKey({ options, keys, group }: Material): ChoiceKey {
  const { isOurs, looksOfColumn, habits } = group.table
  const marked = isOurs ? [] : markedOptions(options, (place) => looksOfColumn.get(options[place]?.column ?? -1) ?? 0)
  const said = keyInRows(options) ?? keyInCells()
  const readings = [...new Map([...(said.places.length > 0 ? [said.places] : []), ...marked].map((places) => [places.join(), places])).values()]
  if (said.doubts.length > 0) return said
  const [only = []] = readings
  // where the other rows have a key in their cells, an empty one takes back what colour and boldness say; a sign at an option is written on purpose
  const isSigned = options.some(({ isStarred, saidTruth }) => isStarred || saidTruth !== undefined)
  if (readings.length === 1 && group.table.areKeysWritten && said.places.length === 0 && !isSigned && keys.every(({ text }) => text === ''))
    return { places: [], doubts: [reason('KEY_CELL_EMPTY', only.map(letterOf).join(', '))] }
  if (readings.length <= 1) return { places: only, doubts: [] }
  return { places: [], doubts: [reason('MARKS_DISAGREE', readings.map((places) => places.map(letterOf).join('')).join(' / '))] }

  function keyInCells(): ChoiceKey {
    const texts = options.map(({ cell }) => cell.text)
    const read = keys.filter(({ text }) => text !== '').map((key) => readChoiceKey(key, texts, habits))
    const doubts: Reason[] = read.flatMap((one) => one.doubts)
    if (doubts.length > 0) return { places: [], doubts }
    const distinct = [...new Map(read.map(({ places }) => [places.join(), places])).values()]
    if (distinct.length > 1) return { places: [], doubts: [reason('KEY_READS_TWO_WAYS', keys.map(({ text }) => text).join(' | '))] }
    return { places: distinct[0] ?? [], doubts: [] }
  }
}

/** Where each option has a row of its own, a sign in the key column stands beside the right one. */
function keyInRows(options: readonly FoundOption[]): ChoiceKey | undefined {
  const own = options.map(({ ownKey }) => ownKey?.text ?? '')
  if (options.length === 0 || options.some(({ ownKey }) => ownKey === undefined)) return undefined
  const truths = own.map((text) => (/^(?:x|v|✓|✔|√|\*|đáp án đúng)$/iu.test(text) ? true : truthOf(text)))
  if (own.every((text, place) => text === '' || truths[place] !== undefined) && truths.includes(true))
    return { places: truths.flatMap((truth, place) => (truth === true ? [place] : [])), doubts: [] }
  return undefined
}

/** Told by "#", by a column, or by wording that speaks of other options. Undefined: the column says something else. */
function lockedPlaces(options: readonly FoundOption[], said: string): number[] | undefined {
  const locked = new Set(lockedByWording(options.map(({ cell }) => cell.text)))
  options.forEach(({ isLocked }, place) => {
    if (isLocked) locked.add(place)
  })
  const folded = foldVietnamese(said)
  if (/^(?:x|co|yes|true|tat ca|toan bo|het|1|all|v)$/.test(folded)) for (const place of options.keys()) locked.add(place)
  else if (!/^(?:|khong|no|false|0|-)$/.test(folded)) {
    const names = folded.split(/\s*(?:[,;/&\s]|\bva\b)\s*/).filter((name) => name !== '')
    const places = names.map((name) => (/^[a-z]$/.test(name) ? name.charCodeAt(0) - 97 : Number.NaN))
    if (!places.every((place) => place < options.length)) return undefined
    for (const place of places) locked.add(place)
  }
  return [...locked].sort((a, b) => a - b)
}
