import { type Reason, reason } from '../../reason.ts'
import { answerIn, explanationIn } from './answers.ts'
import { type Block, isTable } from './block.ts'
import { asksForSeveral, isClosing, isEnd, isNoise, isPart, kindSaid, type PartKind, topicOf } from './headings.ts'
import { isKeyHeading, keysInLine, keysInTable, namedKeysInLine } from './key-lists.ts'
import { type Start, startOf } from './labels.ts'
import type { Line } from './line.ts'
import { answerLine, beginsQuestion, codeOf, linesAfter, nextAreKeys, nextIsFirstOption, nextIsQuestion, nextIsStart, styleOf } from './look-ahead.ts'
import { markersIn } from './option-markers.ts'
import { belongsTo, lastOf, type PassageFor, passageIn } from './passages.ts'
import type { ListedKey, RawQuestion } from './raw-question.ts'
import { enter, isSectionName, isTitleInCapitals, namesIn, type Section } from './sections.ts'

export type Divided = { questions: RawQuestion[]; keys: ListedKey[] }

/** Parts a document into questions, and gathers what it says of all of them: parts, shared texts, lists of keys. */
export function divide(blocks: readonly Block[]): Divided {
  const style = styleOf(blocks)
  const questions: RawQuestion[] = []
  const keys: ListedKey[] = []
  let current: RawQuestion | undefined
  let mode = 'head' as 'head' | 'question' | 'explanation' | 'keys' | 'over'
  let [kind, topic, group] = [undefined as PartKind | undefined, undefined as string | undefined, 0]
  const code = codeOf(blocks)
  let section: Section = code === undefined ? [] : [{ kind: 'paper', values: [code] }]
  let [isNewSection, era, areKeysBehind] = [false, 0, false]
  let [areWordsOver, isHeaded] = [false, false]
  let [keySection, keyBlock, isNamedAnew] = [[] as Section, 0, false]
  let passage: { said: PassageFor; blocks: Block[]; isOpen: boolean } | undefined
  let [optionCount, optionCase, listNumber, isAnswered] = [0, false, 0, false]
  let keyWithText: ListedKey | undefined

  const begin = (line: Line, start: Start | undefined, doubts: Reason[] = []) => {
    const previous = questions.at(-1)
    if (previous && areKeysBehind) era += 1
    areKeysBehind = false
    const isRestart = start?.number === 1 && previous?.number !== undefined
    if (previous && (isRestart || isNewSection || previous.era !== era)) group += 1
    isNewSection = false
    if (passage && (start === undefined || !belongsTo(passage.said, start.number)))
      if (lastOf(passage.said) < (start?.number ?? 0) || start === undefined) passage = undefined
    const isInPassage = passage !== undefined && belongsTo(passage.said, start?.number)
    if (passage) passage.isOpen = false
    current = {
      place: line.place,
      number: start?.number,
      label: start?.label ?? '',
      group,
      section,
      era,
      kind,
      passage: isInPassage ? (passage?.blocks ?? []) : [],
      first: start?.rest ?? line,
      entries: [],
      level: start?.level,
      pointsThousandths: start?.pointsThousandths,
      topic,
      doubts: [...doubts, ...(isInPassage && passage?.said === 'several' ? [reason('PASSAGE_WITHOUT_RANGE')] : [])],
    }
    questions.push(current)
    mode = 'question'
    ;[optionCount, optionCase, listNumber, isAnswered] = [
      markersIn(current.first, { allowsSingleSpaces: true, mayStartInside: true }).length,
      false,
      0,
      false,
    ]
  }
  const addKeys = (found: ReturnType<typeof keysInLine>, place: string) => {
    for (const key of found) {
      const previous = keys.at(-1)
      const { names, ...found } = key
      if (previous && key.statement === undefined && key.number <= previous.number && key.number === 1) keyBlock += 1
      if (areWordsOver || previous?.block !== keyBlock) isHeaded = areWordsOver
      areWordsOver = false
      keyWithText = { ...found, place, section: keySection, block: keyBlock, era, isHeaded, explanation: [] }
      // a table with the keys of several papers names the paper of each
      if (names) Object.assign(keyWithText, { section: enter(keySection, names, false), block: blockOfName(names) })
      keys.push(keyWithText)
      isNamedAnew = false
      areKeysBehind = questions.length > 0
    }
  }
  const blockNames = new Map<string, number>()
  const blockOfName = (names: Section): number => {
    const said = `${keyBlock} ${JSON.stringify(names)}`
    if (!blockNames.has(said)) blockNames.set(said, -1 - blockNames.size)
    return blockNames.get(said) as number
  }
  const nameKeys = (names: Section, isWhole: boolean) => {
    const isAgain = isNamedAnew
    if (names.length === 0 && (isAgain || !isWhole)) return
    keySection = enter(isWhole && !isAgain && names.length === 0 ? [] : keySection, names, isAgain)
    isNamedAnew = names.length > 0
    keyBlock += 1
    keyWithText = undefined
  }
  const enterSection = (line: Line) => {
    const names = namesIn(line)
    section = enter(section, names, isNewSection)
    isNewSection = true
    current = undefined
    mode = 'head'
    passage = undefined
  }

  for (const [index, block] of blocks.entries()) {
    if (isTable(block)) {
      // a table between a stem and its options is part of the question, whatever is in it
      const isInStem = mode === 'question' && optionCount < 2 && !isAnswered && nextIsFirstOption(blocks, index)
      const found = isInStem ? undefined : keysInTable(block, { isExpected: mode === 'keys' || mode === 'over' })
      if (found) {
        addKeys(found, block.place)
        mode = 'keys'
      } else if (passage?.isOpen) passage.blocks.push(block)
      else if (mode === 'keys') {
        keyWithText?.explanation.push(block)
        areWordsOver = true
      } else if (mode !== 'over') current?.entries.push(block)
      continue
    }
    if (block.text.trim() === '' || (isNoise(block) && !isSectionName(block))) continue
    if (isEnd(block) || (isClosing(block) && (isAnswered || optionCount >= 2) && !startOf(block))) {
      mode = 'over'
      passage = undefined
      continue
    }
    const start = startOf(block)
    if (mode === 'keys' || mode === 'over') {
      const found = namedKeysInLine(block)
      if (found.keys.length > 0) {
        if (found.names.length > 0) nameKeys(found.names, false)
        addKeys(found.keys, block.place)
        mode = 'keys'
        continue
      }
      if (start && (start.style === style || start.style !== 'bai') && mode === 'keys' && !beginsQuestion(blocks, index, style)) {
        const answer = answerLine(start, start.style === style)
        if (answer && start.number !== undefined) addKeys([{ number: start.number, answer }], block.place)
        else if (start.style !== style) keyWithText?.explanation.push(block)
        else if (start.number !== undefined) {
          // "Câu 3" with its answer on the next lines
          addKeys([{ number: start.number, answer: start.rest }], block.place)
        }
        continue
      }
      if (isKeyHeading(block)) {
        nameKeys(namesIn(block), true)
        if (namesIn(block).length === 0 && /\d|\bmon\b/i.test(block.bare)) areWordsOver = true
        mode = 'keys'
        continue
      }
      if (isPart(block) || isSectionName(block) || isTitleInCapitals(block)) {
        // it may be a part of another paper, and not of the key
        if (nextIsQuestion(blocks, index, style)) {
          enterSection(block)
          kind = kindSaid(block.text)
        } else {
          nameKeys(namesIn(block), false)
          if (mode === 'over') mode = 'keys'
        }
        continue
      }
      if (!(start && start.style === style && beginsQuestion(blocks, index, style))) {
        if (mode === 'keys') keyWithText?.explanation.push(block)
        areWordsOver = true
        continue
      }
    }
    if (isKeyHeading(block) && nextAreKeys(blocks, index, style)) {
      mode = 'keys'
      keyWithText = undefined
      nameKeys(namesIn(block), true)
      continue
    }
    if (isSectionHeading(block, index)) {
      enterSection(block)
      continue
    }
    if (isPart(block) && !(mode === 'explanation' && startOf(block))) {
      enterSection(block)
      kind = kindSaid(block.text)
      continue
    }
    const named = topicOf(block)
    if (named !== undefined && (!current || ((isAnswered || optionCount >= 2) && nextIsStart(blocks, index, style)))) {
      enterSection(block)
      topic = named
      continue
    }
    if (block.text.length > 0 && start?.style === 'bai' && style === 'cau') {
      // "Bài 3. Quyền trẻ em" over questions that begin with "Câu" is a chapter
      if (!current || isAnswered || optionCount >= 2) {
        enterSection(block)
        topic = start.rest.text
        continue
      }
    }
    const said = passageIn(block)
    if (
      said &&
      (start === undefined || start.style !== style || said !== 'several') &&
      !(start?.style === style && !nextIsStart(blocks, index, style) && said === 'several')
    ) {
      passage = { said, blocks: [block], isOpen: true }
      current = undefined
      mode = 'head'
      continue
    }
    const pairs = keysInLine(block)
    const isKnownNumber = pairs.length === 1 && optionCount >= 2 && questions.some(({ number }) => number === pairs[0]?.number)
    if (isKnownNumber || (pairs.length >= 3 && optionCount >= 2) || (pairs.length >= 2 && (!current || /^\s*(?:bang\s+)?dap an/i.test(block.bare)))) {
      addKeys(pairs, block.place)
      mode = 'keys'
      continue
    }
    if (start && start.style === style && isStartHere(start)) {
      begin(block, start)
      continue
    }
    if (start && goesOn(start) && isComplete() && mode !== 'explanation' && nextIsFirstOption(blocks, index)) {
      begin(block, start)
      continue
    }
    const markers = markersIn(block, { allowsSingleSpaces: true, mayStartInside: false })
    const [marker] = markers
    if (!current && !passage?.isOpen && style === undefined && mode === 'head' && !marker && !answerIn(block) && nextIsFirstOption(blocks, index)) {
      begin(block, undefined)
      continue
    }
    if (
      current &&
      optionCount >= 2 &&
      !marker &&
      !answerIn(block) &&
      !explanationIn(block) &&
      !block.continues &&
      nextIsFirstOption(blocks, index, optionCase)
    ) {
      begin(block, undefined, style === undefined ? [] : [reason('QUESTION_WITHOUT_NUMBER')])
      continue
    }
    if (passage?.isOpen) {
      passage.blocks.push(block)
      continue
    }
    if (!current) {
      // an instruction under the heading of a part
      kind = kindSaid(block.text) && (kind === undefined || asksForSeveral(block.text)) ? kindSaid(block.text) : kind
      continue
    }
    current.entries.push(block)
    if (explanationIn(block)) mode = 'explanation'
    if (answerIn(block)) isAnswered = true
    if (mode === 'question' && marker) {
      optionCount += markers.length
      optionCase = marker.isLower
    }
    if (mode === 'question' && optionCount === 0 && start?.style === 'number' && start.number === listNumber + 1) listNumber += 1
  }
  return { questions, keys }

  function isComplete(): boolean {
    return !current || isAnswered || optionCount >= 2
  }

  /** "5." behind "Câu 4" was pasted from elsewhere, but the numbers go on. */
  function goesOn({ style: found, number }: Start): boolean {
    return found === 'number' && style !== 'number' && number !== undefined && number === (questions.at(-1)?.number ?? 0) + 1
  }

  function nextGoesOn(index: number): boolean {
    const [next] = linesAfter(blocks, index)
    const start = next && !isTable(next) ? startOf(next) : undefined
    return start !== undefined && goesOn(start) && nextIsFirstOption(blocks, index + 1)
  }

  /** "TUẦN 2", "B. ĐỊA LÝ": no option and no text of a question, since a question follows and the last one is complete. */
  function isSectionHeading(line: Line, index: number): boolean {
    if (!(isComplete() || mode === 'explanation') || !(isSectionName(line) || isTitleInCapitals(line))) return false
    if (isSectionName(line)) return !current || nextIsStart(blocks, index, style) || nextGoesOn(index)
    const letter = /^\s*([A-H])\s*[.):]/.exec(line.bare)?.[1]
    // behind options only the letter that the headings have come to is no slip of another option
    const last = section.find(({ kind }) => kind === 'letter')?.values[0]
    const mayBeOption =
      letter !== undefined && current !== undefined && letter !== 'A' && letter.toLowerCase().charCodeAt(0) !== (last?.charCodeAt(0) ?? 0) + 1
    const isNextOption = letter !== undefined && current !== undefined && letter.charCodeAt(0) === 65 + optionCount && mode === 'question'
    return !mayBeOption && !isNextOption && nextIsStart(blocks, index, style)
  }

  /** Plain numbers also count lists inside a question: those begin at 1 while no option was seen. */
  function isStartHere(found: Start): boolean {
    if (found.style !== 'number' || !current || found.number === undefined) return true
    if (mode === 'explanation' && found.number !== (current.number ?? 0) + 1) return false
    const isEmpty = optionCount < 2 && !isAnswered
    if (isEmpty && found.number === listNumber + 1 && (listNumber > 0 || found.number !== (current.number ?? 0) + 1)) return false
    return found.number > (current.number ?? 0) || !isEmpty
  }
}
