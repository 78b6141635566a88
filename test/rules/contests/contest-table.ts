import type { ContestRules } from '../../../server/contract/contest-rules.ts'
import type { RoundRules } from '../../../server/contract/round-rules.ts'

/** A day and time in Asia/Ho_Chi_Minh: '2026-03-02 09:00' or '2026-03-02 09:00:05'. */
export type LocalTime = string
/** Minutes and seconds: '12:05'. */
export type Took = string
type UnitCode = string

/** A whole contest as its rules tell it: who sat what, and the boards that follow. */
export type ContestTable = {
  contest?: Partial<ContestRules>
  rounds: readonly RoundTable[]
  /** Branches beside the three that are always there, each with the unit above it. */
  moreUnits?: Record<UnitCode, { name: string; in: UnitCode }>
  /** How many belong to a unit, as its administrators told. */
  headcounts?: Record<UnitCode, number>
  people: Record<string, PersonTable>
  /** Names on the list of those who are entitled, by the unit that put them there. Somebody on it may never come. */
  entitled?: Record<UnitCode, readonly string[]>
  /** Whether only who is on that list is registered. */
  isForMembers?: boolean
  /** Who takes part and cannot win: organizers and their staff. */
  barred?: readonly string[]
  /** In the order in which they begin. */
  sittings: readonly SittingTable[]
  /** When the boards below are looked at; without it, a minute after the last round has closed. */
  seenAt?: LocalTime
  /** By the title of the round; what is not told is not looked at. */
  official: Boards
  public?: Boards
  /** By the group's id. */
  ageGroups?: Record<string, { official: Boards; public?: Boards }>
  /** By the race's id. */
  races?: Record<string, { official: readonly RaceLine[]; public: readonly RaceLine[] }>
  /** By the prize's title, once results are sealed. */
  prizes?: Record<string, PrizeTable>
  /** Of those who are entitled, by the unit's name: how many, and how many of them are registered. */
  turnout?: Record<string, readonly [listed: number, registered: number]>
}

export type Boards = Record<string, readonly BoardLine[]>

export type RoundTable = {
  title: string
  opens: LocalTime
  closes: LocalTime
  freezes?: LocalTime
  rules?: Partial<RoundRules>
  /** Who may start: people of these units and of all below them. */
  forUnits?: readonly UnitCode[]
  questions: number
  /** For each, in thousandths; 1000 without it. */
  points?: number
  /** Whether the paper asks for a number to be guessed. */
  predicts?: boolean
  /** The number that was to be guessed, as the organizer tells it in the end. */
  truth?: number
}

export type PersonTable = {
  unit?: UnitCode
  born?: string
  registered?: LocalTime
  /** The code with which the registration is refused. */
  refused?: string
}

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

/** A place (null: listed without one), the unit's name, what the race is by, how many took part. */
export type RaceLine = readonly [place: number | null, unit: string, value: number | null, entrants: number]

export type PrizeTable = {
  /** Names of people or units, from the best place downwards. */
  winners: readonly string[]
  /** Who stands above the last winner and does not get it, and why. */
  passedOver?: Record<string, 'barred' | 'higher-prize' | 'same-list'>
}
