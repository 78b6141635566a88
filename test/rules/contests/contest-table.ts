import type { ContestRules } from '../../../server/contract/contest-rules.ts'
import type { RoundRules } from '../../../server/contract/round-rules.ts'

/** A day and time in Asia/Ho_Chi_Minh: '2026-03-02 09:00' or '2026-03-02 09:00:05'. */
export type LocalTime = string
/** Minutes and seconds: '12:05'. */
export type Took = string

/** A whole contest as its rules tell it: who sat what, and the boards that follow. */
export type ContestTable = {
  contest?: Partial<ContestRules>
  rounds: readonly RoundTable[]
  people: Record<string, PersonTable>
  /** In the order in which they begin. */
  sittings: readonly SittingTable[]
  /** When the boards below are looked at; without it, a minute after the last round has closed. */
  seenAt?: LocalTime
  /** By the title of the round; what is not told is not looked at. */
  official: Record<string, readonly BoardLine[]>
  public?: Record<string, readonly BoardLine[]>
}

export type RoundTable = {
  title: string
  opens: LocalTime
  closes: LocalTime
  freezes?: LocalTime
  rules?: Partial<RoundRules>
  questions: number
  /** For each, in thousandths; 1000 without it. */
  points?: number
  /** Whether the paper asks for a number to be guessed. */
  predicts?: boolean
  /** The number that was to be guessed, as it was counted or entered in the end. */
  truth?: number
}

export type PersonTable = { unit?: string; born?: string; registered?: LocalTime }

export type SittingTable = {
  who: string
  /** Title of the round; the first one without it. */
  round?: string
  at: LocalTime
  right: number
  wrong?: number
  predicts?: number
  /** Until the submission; without it nothing is submitted and the time runs out. */
  took?: Took
  /** The code with which the start is refused. */
  refused?: string
}

/** Place, person, and the declared keys in their order. */
export type BoardLine = readonly [place: number, who: string, ...keys: (number | null)[]]
