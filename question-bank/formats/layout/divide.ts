import { reason } from '../../reason.ts'
import { answerIn, explanationIn } from './answers.ts'
import { type Block, isTable, type Table } from './block.ts'
import { mendedIn } from './errata.ts'
import type { FoundKey } from './found-key.ts'
import { gatherKeys } from './gather-keys.ts'
import { gatherQuestions } from './gather-questions.ts'
import { isClosing, isEnd, isNoise, isPart, topicOf } from './headings.ts'
import { isKeyHeading } from './key-headings.ts'
import { keysInRow, namedKeysInLine } from './key-lines.ts'
import { keysInTable } from './key-tables.ts'
import { type Start, startOf } from './labels.ts'
import type { Line } from './line.ts'
import { answerLine, beginsQuestion, codeOf, nextAreKeys, nextIsFirstOption, nextIsQuestion, nextIsStart, styleOf } from './look-ahead.ts'
import { type Marker, markersIn } from './option-markers.ts'
import { withoutPageLines } from './page-lines.ts'
import { isInstruction, passageIn } from './passages.ts'
import { asksForNumber, isPredictionLine } from './predictions.ts'
import type { ListedKey, RawQuestion } from './raw-question.ts'
import { isSectionName, isTitleInCapitals, namesIn } from './sections.ts'
import { goesOn, type Here, isSectionHeading, isStartHere, type Mode } from './where-parts-begin.ts'

export type Divided = { questions: RawQuestion[]; keys: ListedKey[] }

/** Parts a document into questions, and gathers what it says of all of them: parts, shared texts, lists of keys. */
export function divide(pages: readonly Block[]): Divided {
  const blocks = withoutPageLines(pages)
  const style = styleOf(blocks)
  const asked = gatherQuestions(codeOf(pages))
  const listed = gatherKeys()
  const mended = new Set<number>()
  let mode = 'head' as Mode

  for (const [index, block] of blocks.entries()) {
    const here: Here = { blocks, index, style, mode, asked }
    if (isTable(block)) takeTable(block, index)
    else if (block.text.trim() === '' || (isNoise(block) && !isSectionName(block))) continue
    else if (isEnd(block) || (isClosing(block) && (asked.isAnswered || asked.optionCount >= 2) && !startOf(block))) {
      mode = 'over'
      asked.endPassage()
    } else {
      const start = startOf(block)
      if (!start && (mode !== 'question' || asked.isComplete)) for (const number of mendedIn(block)) mended.add(number)
      const isTaken = (mode === 'keys' || mode === 'over') && takeAmongKeys(block, start, index)
      if (!isTaken && !takeHeading(block, start, here) && !takeKeys(block)) takeQuestion(block, start, { ...here, mode })
    }
  }
  asked.finish()
  for (const { number, doubts } of asked.questions) if (number !== undefined && mended.has(number)) doubts.push(reason('KEY_MENDED', number))
  return { questions: asked.questions, keys: listed.keys }

  function addKeys(found: readonly FoundKey[], place: string): void {
    listed.add(found, { place, era: asked.era })
    if (found.length > 0) asked.passKeys()
  }

  function takeTable(table: Table, index: number): void {
    // a table between a stem and its options is part of the question, whatever is in it
    const isInStem = mode === 'question' && asked.optionCount < 2 && !asked.isAnswered && nextIsFirstOption(blocks, index)
    const found = isInStem ? undefined : keysInTable(table, { isExpected: mode === 'keys' || mode === 'over' })
    if (found) {
      addKeys(found, table.place)
      mode = 'keys'
    } else if (asked.isPassageOpen) asked.addToPassage(table)
    else if (mode === 'keys') {
      listed.explain(table)
      listed.passWords()
    } else if (mode !== 'over') asked.add(table)
  }

  /** Whether a line behind the questions belongs to a list of keys; where it does not, questions may go on. */
  function takeAmongKeys(line: Line, start: Start | undefined, index: number): boolean {
    const found = keysInside(line, { isExpected: true })
    if (found.keys.length > 0) {
      if (found.names.length > 0) listed.name(found.names, false)
      addKeys(found.keys, line.place)
      mode = 'keys'
      return true
    }
    if (start && (start.style === style || start.style !== 'bai') && mode === 'keys' && !beginsQuestion(blocks, index, style)) {
      const answer = answerLine(start, start.style === style)
      if (answer && start.number !== undefined) addKeys([{ number: start.number, answer }], line.place)
      else if (start.style !== style) listed.explain(line)
      // "Câu 3" with its answer on the next lines
      else if (start.number !== undefined) addKeys([{ number: start.number, answer: start.rest }], line.place)
      return true
    }
    if (isKeyHeading(line)) {
      listed.name(namesIn(line), true)
      if (namesIn(line).length === 0 && /\d|\bmon\b/i.test(line.bare)) listed.passWords()
      mode = 'keys'
      return true
    }
    if (isPart(line) || isSectionName(line) || isTitleInCapitals(line)) {
      // it may be a part of another paper, and not of the key
      if (nextIsQuestion(blocks, index, style)) {
        enterSection(line)
        asked.enterPart(line.text)
      } else {
        listed.name(namesIn(line), false)
        if (mode === 'over') mode = 'keys'
      }
      return true
    }
    if (start && start.style === style && beginsQuestion(blocks, index, style)) return false
    // "ĐỀ BÀI" and "Đính chính: …" explain no key
    if (mode === 'keys' && /\p{Ll}/u.test(line.text) && mendedIn(line).length === 0) listed.explain(line)
    listed.passWords()
    return true
  }

  function keysInside(line: Line, how = { isExpected: false }): ReturnType<typeof namedKeysInLine> {
    const found = namedKeysInLine(line, how)
    if (found.keys.length > 0 || listed.keys.length > 0) return found
    return { names: [], keys: keysInRow(line, asked.questions) }
  }

  function enterSection(line: Line): void {
    asked.enterSection(line)
    mode = 'head'
  }

  /** Headings of lists, parts, topics and shared texts. */
  function takeHeading(line: Line, start: Start | undefined, here: Here): boolean {
    const { index } = here
    if (isKeyHeading(line) && namedKeysInLine(line).keys.length === 0 && nextAreKeys(blocks, index, style, asked.current?.number)) {
      mode = 'keys'
      listed.begin()
      listed.name(namesIn(line), true)
      return true
    }
    if (isSectionHeading(line, { ...here, mode })) {
      enterSection(line)
      if (isPart(line)) asked.enterPart(line.text)
      return true
    }
    if (isPart(line) && !(mode === 'explanation' && start)) {
      enterSection(line)
      asked.enterPart(line.text)
      return true
    }
    const topic = topicOf(line)
    if (topic !== undefined && (!asked.current || (asked.isComplete && nextIsStart(blocks, index, style)))) {
      enterSection(line)
      asked.enterTopic(topic)
      return true
    }
    // "Bài 3. Quyền trẻ em" over questions that begin with "Câu" is a chapter
    if (start?.style === 'bai' && style === 'cau' && asked.isComplete) {
      enterSection(line)
      asked.enterTopic(start.rest.text)
      return true
    }
    const said = passageIn(line)
    if (!said || (said === 'several' && start !== undefined && start.style === style)) return false
    asked.openPassage(said, line)
    mode = 'head'
    return true
  }

  /** A list of keys that no heading announced. */
  function takeKeys(line: Line): boolean {
    const { names, keys } = keysInside(line)
    const isSaid = /^\s*(?:bang\s+)?dap an/i.test(line.bare)
    const areKnown = keys.every((key) => asked.questions.some(({ number }) => number === key.number))
    const isBehind = asked.optionCount >= 2 && names.length === 0 && (areKnown || keys.length >= 3)
    if (keys.length === 0 || !(isBehind || (keys.length >= 2 && (isSaid || (!asked.current && names.length === 0))))) return false
    if (names.length > 0) listed.name(names, false)
    addKeys(keys, line.place)
    mode = 'keys'
    return true
  }

  /** The start of a question, or a line of the one before. */
  function takeQuestion(line: Line, start: Start | undefined, here: Here): void {
    const markers = markersIn(line, { allowsSingleSpaces: true, mayStartInside: false })
    if (start && isStart(start, here)) begin(line, start)
    else if (isStemWithoutNumber(line, markers, here.index)) begin(line, undefined, style === undefined ? [] : [reason('QUESTION_WITHOUT_NUMBER')])
    else if (isPredictionHere(line, markers, here.index)) begin(line, undefined)
    else if (asked.isPassageOpen) asked.addToPassage(line)
    else if (!asked.current || (asked.isComplete && isInstruction(line) && !answerIn(line) && nextIsStart(blocks, here.index, style)))
      asked.instruct(line)
    else {
      if (explanationIn(line)) mode = 'explanation'
      asked.add(line, { start, markers, isExplaining: mode !== 'question' })
    }
  }

  function begin(...how: Parameters<typeof asked.begin>): void {
    asked.begin(...how)
    mode = 'question'
  }

  function isStart(start: Start, here: Here): boolean {
    if (start.style === style && isStartHere(start, here)) return true
    return goesOn(start, here) && asked.isComplete && mode !== 'explanation' && nextIsFirstOption(blocks, here.index)
  }

  /** Who asks for a guess mostly does so without a number, at the end or under a heading of its own. */
  function isPredictionHere(line: Line, markers: readonly Marker[], index: number): boolean {
    if (markers.length > 0 || mode === 'explanation' || line.continues || answerIn(line) || nextIsFirstOption(blocks, index, { before: style }))
      return false
    const { current, kind } = asked
    if (kind === 'prediction' && asksForNumber(line.text)) return !current || (mode === 'question' && /[?]\s*$/.test(current.first.text))
    return mode === 'question' && (asked.isComplete || kind === 'essay') && isPredictionLine(line)
  }

  /** Options follow behind a line that is none of its own: it asks for them. */
  function isStemWithoutNumber(line: Line, markers: readonly Marker[], index: number): boolean {
    if (markers.length > 0 || answerIn(line)) return false
    if (!asked.current) return !asked.isPassageOpen && style === undefined && mode === 'head' && nextIsFirstOption(blocks, index)
    return (
      asked.optionCount >= 2 && !explanationIn(line) && !line.continues && nextIsFirstOption(blocks, index, { isLower: asked.isLower, before: style })
    )
  }
}
