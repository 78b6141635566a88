import { type Reason, reason } from '../../reason.ts'
import { answerIn } from './answers.ts'
import type { Block } from './block.ts'
import { asksForSeveral, kindSaid, type PartKind } from './headings.ts'
import { isWord, type Start } from './labels.ts'
import type { Line } from './line.ts'
import { type Marker, markersIn } from './option-markers.ts'
import { belongsTo, isInstruction, lastOf, type PassageFor } from './passages.ts'
import type { RawQuestion } from './raw-question.ts'
import { enter, namesIn, type Section } from './sections.ts'

/** Keeps the questions of a document, each with the part, the topic and the shared text it stands under, and knows how far the last one has come. */
export function gatherQuestions(code: string | undefined) {
  const questions: RawQuestion[] = []
  let current: RawQuestion | undefined
  let [kind, topic, group] = [undefined as PartKind | undefined, undefined as string | undefined, 0]
  let section: Section = code === undefined ? [] : [{ kind: 'paper', values: [code] }]
  let [isNewSection, era, areKeysBehind] = [false, 0, false]
  let passage: { said: PassageFor; blocks: Block[]; isOpen: boolean; askedOf: RawQuestion[] } | undefined
  let task: Line | undefined
  let [optionCount, isLower, listNumber, isAnswered] = [0, false, 0, false]

  const passageFor = (start: Start | undefined): readonly Block[] | undefined => {
    const number = start?.number
    if (passage && (start === undefined || !belongsTo(passage.said, number)) && (start === undefined || lastOf(passage.said) < (number ?? 0)))
      passage = undefined
    if (!passage) return undefined
    passage.isOpen = false
    return belongsTo(passage.said, number) ? passage.blocks : undefined
  }
  /** A text for "the following questions" is for those before the next heading, unless they are many: then somebody has to look. */
  const doubtRange = (count: number) => {
    if (passage?.said === 'several' && count > 8) for (const question of passage.askedOf) question.doubts.push(reason('PASSAGE_WITHOUT_RANGE'))
    passage = undefined
  }
  const leave = () => {
    doubtRange(passage?.askedOf.length ?? 0)
    current = undefined
    task = undefined
  }
  return {
    questions,
    get current() {
      return current
    },
    get kind() {
      return kind
    },
    get section() {
      return section
    },
    get era() {
      return era
    },
    get optionCount() {
      return optionCount
    },
    /** Whether the last options bore small letters. */
    get isLower() {
      return isLower
    },
    /** How far a list inside the question has counted. */
    get listNumber() {
      return listNumber
    },
    get isAnswered() {
      return isAnswered
    },
    /** Nothing is missing from the question before: another may begin. */
    get isComplete() {
      return !current || isAnswered || optionCount >= 2
    },
    get isPassageOpen() {
      return passage?.isOpen === true
    },
    begin(line: Line, start: Start | undefined, doubts: readonly Reason[] = []): void {
      const previous = questions.at(-1)
      if (previous && areKeysBehind) era += 1
      areKeysBehind = false
      const isRestart = start?.number === 1 && previous?.number !== undefined
      if (previous && (isRestart || isNewSection || previous.era !== era)) group += 1
      isNewSection = false
      const shared = passageFor(start)
      current = {
        place: line.place,
        number: start?.number,
        label: start?.label ?? '',
        group,
        section,
        era,
        kind,
        passage: shared ?? [],
        task,
        first: start?.rest ?? line,
        entries: [],
        level: start?.level,
        pointsThousandths: start?.pointsThousandths,
        topic,
        doubts: [...doubts],
      }
      questions.push(current)
      if (shared) passage?.askedOf.push(current)
      optionCount = markersIn(current.first, { allowsSingleSpaces: true, mayStartInside: true }).length
      ;[isLower, listNumber, isAnswered] = [false, 0, false]
    },
    /** What stands inside the question begun last. */
    add(block: Block, said?: { start: Start | undefined; markers: readonly Marker[]; isExplaining: boolean }): void {
      current?.entries.push(block)
      if (!said) return
      if (answerIn(block as Line)) isAnswered = true
      if (said.isExplaining) return
      const [marker] = said.markers
      if (marker) {
        optionCount += said.markers.length
        isLower = marker.isLower
      }
      if (optionCount === 0 && said.start !== undefined && !isWord(said.start.style) && said.start.number === listNumber + 1) listNumber += 1
    },
    enterSection(line: Line): void {
      section = enter(section, namesIn(line), isNewSection)
      isNewSection = true
      leave()
    },
    enterPart(text: string): void {
      kind = kindSaid(text)
    },
    enterTopic(said: string): void {
      topic = said
    },
    /** A line over the questions that follow: under the heading of a part, or where one task ends and another begins. */
    instruct(line: Line): void {
      const said = kindSaid(line.text)
      if (said && (kind === undefined || asksForSeveral(line.text))) kind = said
      if (current || isInstruction(line)) leave()
      if (isInstruction(line)) task = line
    },
    openPassage(said: PassageFor, block: Block): void {
      leave()
      passage = { said, blocks: [block], isOpen: true, askedOf: [] }
    },
    addToPassage(block: Block): void {
      passage?.blocks.push(block)
    },
    endPassage(): void {
      leave()
    },
    /** Keys were listed: what comes behind them is another paper. */
    passKeys(): void {
      areKeysBehind = questions.length > 0
    },
    finish(): void {
      doubtRange(Number.POSITIVE_INFINITY)
    },
  }
}

export type GatheredQuestions = ReturnType<typeof gatherQuestions>
