import { reason } from '../../reason.ts'
import { usualLadder } from '../../types/four-statements.ts'
import { lockedByWording } from '../../types/option-locks.ts'
import type { Drafted, Material } from './draft-of.ts'
import { readChoiceKey } from './read-choice-key.ts'
import { textIn } from './row-group.ts'
import { scoringSaid } from './scoring-words.ts'
import { richTextOf } from './sheet.ts'
import { truthOf, truthsOf } from './truth-words.ts'

/** One statement. Its key is a word; options "Đúng" and "Sai" may stand beside it. */
export function draftTrueFalse({ stemText, options, keys }: Material): Drafted {
  const content = { type: 'true-false' as const, stem: stemText }
  const [key] = keys
  if (key === undefined || key.text === '') {
    const marked = options.filter(({ isStarred, saidTruth }) => isStarred || saidTruth === true)
    const isTrue = marked.length === 1 ? truthOf(marked[0]?.cell.text ?? '') : undefined
    return { draft: { content, ...(isTrue === undefined ? {} : { key: { isTrue } }) }, doubts: [] }
  }
  const said = truthOf(key.text)
  const byOption =
    options.length > 0
      ? readChoiceKey(
          key,
          options.map(({ cell }) => cell.text),
          { countsFromZero: false },
        )
      : undefined
  const chosen = byOption?.places.length === 1 ? truthOf(options[byOption.places[0] as number]?.cell.text ?? '') : undefined
  const isTrue = said ?? chosen
  if (isTrue === undefined || (said !== undefined && chosen !== undefined && said !== chosen))
    return { draft: { content }, doubts: [reason('KEY_READS_TWO_WAYS', key.text)] }
  return { draft: { content, key: { isTrue } }, doubts: [] }
}

/** Several statements, each true or false. */
export function draftStatements(material: Material): Drafted {
  const { stemText, options, keys, group } = material
  const statements = options.map(({ cell }) => richTextOf(cell, group.table.isOurs))
  const locked = lockedByWording(options.map(({ cell }) => cell.text))
  for (const [place, { isLocked }] of options.entries()) if (isLocked && !locked.includes(place)) locked.push(place)
  const named = textIn(group, 'lock').match(/\b[A-Z]\b/g) ?? []
  for (const letter of named) if (!locked.includes(letter.charCodeAt(0) - 65)) locked.push(letter.charCodeAt(0) - 65)
  const content = {
    type: 'four-statements' as const,
    stem: stemText,
    statements,
    ...(locked.length === 0 ? {} : { locked: locked.sort((a, b) => a - b) }),
    ladderThousandths: scoringSaid(textIn(group, 'scoring')).ladder ?? usualLadder(statements.length),
  }
  const truths = truthsGiven(material, true)?.truths
  const written = keys.map(({ text }) => text).join(' | ')
  if (truths === undefined)
    return {
      draft: { content },
      doubts: [written === '' ? reason('NO_KEY') : reason('STATEMENTS_KEY_UNCLEAR', written, options.length)],
      needsOptions: true,
    }
  return { draft: { content, key: { truths } }, doubts: [], needsOptions: true }
}

/** Truths in the key cell, or one beside each statement. Evident: no list of right options can look like this. */
export function truthsGiven({ options, keys }: Material, isSaid: boolean): { truths: boolean[]; kind: 'evident' | 'asSaid' } | undefined {
  const own = options.map(({ ownKey }) => truthOf(ownKey?.text ?? '', true))
  if (options.length >= 2 && own.every((truth) => truth !== undefined))
    return { truths: own as boolean[], kind: own.filter((truth) => truth).length === 1 ? 'asSaid' : 'evident' }
  const behind = options.map(({ saidTruth }) => saidTruth)
  const [key] = keys.filter(({ text }) => text !== '')
  if (key === undefined) {
    if (options.length < 2 || behind.some((truth) => truth === undefined)) return undefined
    return { truths: behind as boolean[], kind: behind.filter((truth) => truth).length === 1 ? 'asSaid' : 'evident' }
  }
  if (options.length < 2 || options.some(({ cell }) => truthOf(cell.text) !== undefined)) return undefined
  const truths = truthsOf(key.text, options.length, isSaid)
  // "a, c" might name the true statements or the false ones: that is asked
  return truths && { truths, kind: 'evident' }
}
