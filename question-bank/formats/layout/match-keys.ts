import { type Reason, reason } from '../../reason.ts'
import { readAnswer } from './answers.ts'
import { keySaid } from './listed-solutions.ts'
import type { ListedKey, RawQuestion } from './raw-question.ts'
import { isCalled, isLoose, type Section, saysOf } from './sections.ts'

export type MatchedKeys = { listed: ListedKey[]; listDoubts: Reason[] }

/**
 * Gives each question the keys that a list names for it. A list under a name speaks of what bears that name and of nothing else; a list without
 * one of the questions before it. Where several questions of one number remain, their order decides only if none of them bears a name of its own.
 */
export function matchKeys(questions: readonly RawQuestion[], keys: readonly ListedKey[]): MatchedKeys[] {
  const matched = questions.map((): MatchedKeys => ({ listed: [], listDoubts: [] }))
  if (keys.length === 0) return matched
  const groups = groupsOf(questions)
  const groupOf = pairBlocks(groups, keys)
  const unplaced: ListedKey[] = []
  for (const key of keys) {
    const places = questions.flatMap(({ number, group }, index) => (number === key.number && groupOf(key).includes(group) ? [index] : []))
    const [only] = new Set(places.map((index) => (questions[index] as RawQuestion).group))
    const isOneGroup = new Set(places.map((index) => (questions[index] as RawQuestion).group)).size === 1
    if (isOneGroup && only !== undefined) for (const index of places) (matched[index] as MatchedKeys).listed.push(key)
    else unplaced.push(key)
  }
  for (const key of unplaced)
    questions.forEach(({ number, era }, index) => {
      const found = matched[index] as MatchedKeys
      if (number !== key.number || found.listed.length > 0 || found.listDoubts.length > 0) return
      if (key.section.length > 0) found.listDoubts.push(reason('KEYS_OF_ANOTHER_PART', saysOf(key.section)))
      else if (era === key.era || groups.every((group) => group.era !== key.era)) found.listDoubts.push(reason('KEYS_OF_WHICH_PART'))
    })
  questions.forEach((question, index) => {
    const { listed, listDoubts } = matched[index] as MatchedKeys
    if (question.number === undefined || listed.length === 0) return
    const namesakes = questions.filter((other) => other.number === question.number && other.group === question.group)
    if (namesakes.length > 1) listDoubts.push(reason('NUMBER_TWICE', question.number))
    const whole = listed.filter(({ statement, answer }) => statement === undefined && readAnswer(answer).kind !== 'blank')
    // a list that has a place for the question and nothing in it takes back what other marks say
    if (whole.length === 0 && listed.every(isLeftEmpty)) listDoubts.push(reason('KEY_LEFT_EMPTY', question.number))
    if (whole.length > 1 && new Set(whole.map(keySaid)).size > 1) listDoubts.push(reason('KEY_LISTED_TWICE', question.number))
  })
  doubtShiftedGroups(
    questions,
    keys.filter((key) => !isLeftEmpty(key)),
    matched,
    groupOf,
  )
  return matched.map(({ listed, listDoubts }) => ({ listed: listed.filter((key) => !isLeftEmpty(key)), listDoubts }))
}

/** "Câu 3" over a solution is no empty place. */
function isLeftEmpty({ answer, explanation }: ListedKey): boolean {
  return readAnswer(answer).kind === 'blank' && explanation.length === 0
}

type Group = { group: number; section: Section; era: number; numbers: number[] }

function groupsOf(questions: readonly RawQuestion[]): Group[] {
  const groups = new Map<number, Group>()
  for (const { group, section, era, number } of questions) {
    const known = groups.get(group) ?? { group, section, era, numbers: [] }
    groups.set(group, known)
    if (number !== undefined) known.numbers.push(number)
  }
  return [...groups.values()]
}

/** The groups of questions that a list may speak of: one where it is sure. */
function pairBlocks(groups: readonly Group[], keys: readonly ListedKey[]): (key: ListedKey) => number[] {
  const borne = new Set(
    groups.flatMap(({ section }) => section.flatMap(({ kind, values }) => values.map((value) => `${kind} ${kind === 'title' ? value : ''}`))),
  )
  const blocks = new Map<number, ListedKey>()
  for (const key of keys) if (!blocks.has(key.block)) blocks.set(key.block, key)
  // a title that the paper does not have ("I. ĐÁP ÁN"), or the class it is for, names nothing
  const namesOf = ({ section }: ListedKey) =>
    section.filter(({ kind, values }) => !isLoose(kind) || values.some((value) => borne.has(`${kind} ${kind === 'title' ? value : ''}`)))
  const candidates = new Map<number, Group[]>()
  for (const [block, key] of blocks) {
    const called = groups.filter(({ section }) => isCalled(section, namesOf(key)))
    const near = called.filter(({ era }) => era === key.era)
    candidates.set(block, near.length > 0 ? near : called)
  }
  const pairs = new Map<number, number[]>()
  for (const [block, found] of candidates) {
    const own = keys.filter((key) => key.block === block)
    const isSure = own.every(({ number }) => found.filter(({ numbers }) => numbers.includes(number)).length <= 1)
    const ids = found.map(({ group }) => group)
    const alike = [...candidates].filter(([, other]) => other.map(({ group }) => group).join() === ids.join()).map(([other]) => other)
    const areAlike = new Set(found.map(({ section }) => saysOf(section))).size === 1
    // words over a list that we do not know may be the name of a part
    const areBare = alike.every((other) => {
      const first = blocks.get(other)
      return first !== undefined && !first.isHeaded && namesOf(first).length === first.section.length
    })
    if (isSure || found.length < 2) pairs.set(block, ids)
    else if (areAlike && areBare && alike.length === found.length) pairs.set(block, [ids[alike.indexOf(block)] as number])
    else pairs.set(block, [])
  }
  return (key) => pairs.get(key.block) ?? []
}

/** A question without a key beside a key without a question: the numbers were moved against one another, and nobody knows from where on. */
function doubtShiftedGroups(
  questions: readonly RawQuestion[],
  keys: readonly ListedKey[],
  matched: readonly MatchedKeys[],
  groupOf: (key: ListedKey) => readonly number[],
): void {
  for (const group of new Set(questions.map((question) => question.group))) {
    const own = questions.flatMap((question, index) => (question.group === group ? [{ question, found: matched[index] as MatchedKeys }] : []))
    const unused = keys.filter(
      (key) => groupOf(key).includes(group) && !questions.some(({ number, group: other }) => number === key.number && groupOf(key).includes(other)),
    )
    // "1, 2, 2, 3" over keys for 1 to 4: those behind the number that was written twice may be one short, until the numbers fit their places again
    const isTwice = own.some(
      ({ question: { number } }, index) => number !== undefined && own.slice(0, index).some((one) => one.question.number === number),
    )
    const first = own[0]?.question.number ?? 1
    if (unused.length > 0 && isTwice)
      for (const [index, { question, found }] of own.entries())
        if (found.listed.length > 0 && question.number !== first + index) found.listDoubts.push(reason('NUMBERS_DO_NOT_FIT', unused[0]?.number ?? 0))
    const without = own.filter(({ found }) => found.listed.length === 0)
    if (unused.length === 0 || without.length === 0 || without.length === own.length) continue
    for (const { found } of own) if (found.listed.length > 0) found.listDoubts.push(reason('NUMBERS_DO_NOT_FIT', unused[0]?.number ?? 0))
  }
}
