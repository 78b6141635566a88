import { hash } from 'node:crypto'
import type { KeyChange } from '../../question-bank/amended-key.ts'
import type { QuestionContent, QuestionKey } from '../../question-bank/question.ts'
import type { SignedHead } from '../audit-verifier/signed-head.ts'
import type { ContestRules } from '../contract/contest-rules.ts'
import type { RoundSettings } from '../features/contests/round-settings.ts'
import type { Award } from '../features/prizes/propose-prizes.ts'

/**
 * What a bundle of sealed results says: a .tar.gz whose parts are lines of JSON. Settings come first and people before boards, so that whoever
 * verifies reads it once. The manifest at the end names every part with its digest, and the signature covers the manifest.
 */
export type Edition = 'full' | 'public'

/** header.json */
export type BundleHeader = {
  hoithi: 'results'
  version: 1
  edition: Edition
  contest: { slug: string; title: string; organizer: string }
  sealNumber: number
  /** Why there is a seal after the first. */
  reason: string
  madeAt: string
  /** Amendments of keys up to this number count. */
  keyNumber: number
}

/** contest-*.ndjson: one line. */
export type ContestLine = { version: number; settings: ContestRules }

/** rounds-*.ndjson: one line for each version of a round's rules that somebody sat by, and the one in force. */
export type RoundLine = {
  roundId: number
  title: string
  opensAtMs: number
  closesAtMs: number
  version: number
  isInForce: boolean
  settings: Omit<RoundSettings, 'authored'>
  /** What was to be guessed, and the number that the organizer entered for it, in thousandths. */
  truth: number | null
  entered: number | null
}

/** questions-*.ndjson; in the public edition, where the reveal does not allow the key, a salted digest binds what is kept back. */
export type QuestionLine =
  | { revisionId: string; content: QuestionContent; key: QuestionKey; amendments: { number: number; change: KeyChange }[]; salt?: string }
  | { revisionId: string; digest: string }

/** units-*.ndjson: the tree on the day of the seal. */
export type UnitLine = {
  code: string
  name: string
  parent: string | null
  /** In the full edition, of a unit that has ended: where its people count; null: nowhere. */
  home?: string | null
  /** In the full edition: how many people belong to it and all below, where that was told. */
  headcount?: number
}

export type PaperLine = [revisionId: string, pointsThousandths: number, orders: number[][]][]
export type AttemptLine = {
  roundId: number
  no: number
  /** Of the round's rules. */
  version: number
  /** Code of the unit then; in the public edition of the nearest one above that is large enough. */
  unit: string | null
  state: 'submitted' | 'expired' | 'voided'
  startedAtMs: number
  deadlineAtMs: number
  closedAtMs: number
  keyNumber: number | null
  score: number | null
  most: number | null
  durationMs: number | null
  floorMs: number | null
  prediction: number | null
  /** Of the score: what people gave for essays. */
  marked: number
  /** What stood at which displayed place, and each list's order; not where the reveal does not allow it. */
  paper?: PaperLine
  /** Every accepted answer that counts, in the order of the log (full edition). */
  taps?: [tap: number, question: number, answer: string][]
  /** The last answer to each question (public edition). */
  answers?: (string | null)[]
  /** What the receipt vouches for: made of the taps. */
  digest?: string
}

/** people-*.ndjson, in the order of fresh pseudonyms. Facts of the person are there only where a declared key asks for them. */
export type PersonLine = {
  person: string
  registeredAtMs?: number
  /** The number of the day of birth among all days of birth: their order ranks, not the day. */
  born?: number
  /** Boards of age groups the person stands on. */
  ages?: string[]
  /** On the organizer's list of those who take part and win nothing. */
  isBarred?: true
  attempts: AttemptLine[]
}

/** boards-*.ndjson: official boards from the first place down; round 0 is the whole contest. */
export type BoardLine = { roundId: number; place: number; person: string; by: (number | null)[]; attempt: string; unit: string | null; score: number }

/** races-*.ndjson: units against each other. */
export type RaceLine = {
  raceId: string
  sizeClassId: string | null
  unit: string
  place: number | null
  /** What the place follows from, in the full edition: of a small unit it would tell who is who. */
  figures?: { value: number | null; entrants: number; entries: number; headcount: number | null }
}

/** prizes-*.ndjson: one line. */
export type PrizesLine = { refused: string[]; settled: Record<string, string[]>; awards: Award[] }

/** manifest.json: everything that the signature covers. */
export type Manifest = BundleHeader & { auditHead: SignedHead | null; parts: { name: string; bytes: number; sha256: string }[] }
/** signature.json */
export type BundleSignature = { keyId: string; publicKey: string; signature: string }

/** What is signed. The first line keeps a signature made for one thing from passing for another. */
export function manifestMessage(manifestSha256: string): string {
  return `hoithi results 1\n${manifestSha256}`
}

/** A question that is kept back is bound by this: with the salt, which the full edition tells, anybody can make it again. */
export function bindingDigest(salt: string, { revisionId, content, key, amendments }: Extract<QuestionLine, { key: QuestionKey }>): string {
  return hash('sha256', `${salt}\n${JSON.stringify([revisionId, content, key, amendments])}`)
}

export function attemptName({ roundId, no }: Pick<AttemptLine, 'roundId' | 'no'>): string {
  return `${roundId} ${no}`
}

/** Enough people that a unit's name tells nobody who is meant. */
export const leastPeopleOfUnit = 10
