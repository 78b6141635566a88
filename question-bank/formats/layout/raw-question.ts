import type { Level } from '../../../server/contract/questions.ts'
import type { Reason } from '../../reason.ts'
import type { Block } from './block.ts'
import type { PartKind } from './headings.ts'
import type { Line } from './line.ts'
import type { Section } from './sections.ts'

/** What stands between the start of one question and that of the next. */
export type RawQuestion = {
  place: string
  number: number | undefined
  /** "Câu 1" as written. */
  label: string
  /** Which run of numbers it belongs to: a part, or the numbers from one restart to the next. */
  group: number
  section: Section
  /** How many lists of keys stood before it, each behind questions of its own. */
  era: number
  kind: PartKind | undefined
  passage: readonly Block[]
  /** What the line over several questions asks for: "… the word whose underlined part differs". */
  task: Line | undefined
  first: Line
  entries: Block[]
  level: Level | undefined
  pointsThousandths: number | undefined
  topic: string | undefined
  doubts: Reason[]
}

/** An answer given apart from its question. */
export type ListedKey = {
  number: number
  place: string
  /** What the list is called. */
  section: Section
  /** Keys of one list, or of one run of its numbers. */
  block: number
  era: number
  /** Words stand over the list that name nothing we know. */
  isHeaded: boolean
  answer: Line
  statement?: number
  explanation: Block[]
}
