import type { RankingRule } from '../../contract/ranking.ts'
import {
  type AttemptLine,
  attemptName,
  type BoardLine,
  bindingDigest,
  leastPeopleOfUnit,
  type PaperLine,
  type PersonLine,
  type QuestionLine,
  type UnitLine,
} from '../../results-verifier/bundle-format.ts'
import { finalAnswers, paperOf, readLog } from '../attempts/attempt-scoring.ts'
import type { PaperMaterial } from '../contests/contests-service.ts'
import type { RoundSettings } from '../contests/round-settings.ts'
import type { SourceAttempt, SourcePerson, SourcePlace, SourceRevision, SourceUnit } from './seal-source.ts'

/** Both editions of one line. */
export type Editions<Line> = { full: Line; public: Line }

/** Whether everybody may know the right answers of this round by now. */
export function revealsAnswers({ reveal }: Pick<RoundSettings, 'reveal'>): boolean {
  return reveal.when !== 'never' && reveal.shows !== 'score'
}

export function questionLines({ id, ...told }: SourceRevision, salt: string, isRevealed: boolean): Editions<QuestionLine> {
  const full = { revisionId: id, ...told, salt }
  return { full, public: isRevealed ? { revisionId: id, ...told } : { revisionId: id, digest: bindingDigest(salt, full) } }
}

/** Where people of every unit count on the day of the seal, and how many belong to it. */
export type TreeOfSeal = { homeOf(unitId: number): number | undefined; headcountOf(unitId: number): number | null }

/** Codes of units as they are told: in public a unit with too few people is the one above it. */
export function createUnitNames(units: readonly SourceUnit[], { homeOf, headcountOf }: TreeOfSeal) {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const people = new Map<number, number>()
  for (const { id, people: own } of units)
    for (let at = byId.get(id); at && own > 0; at = at.parentId === null ? undefined : byId.get(at.parentId))
      people.set(at.id, (people.get(at.id) ?? 0) + own)
  const publicOf = new Map<number, string | null>()
  for (const { id } of units) {
    let at = byId.get(id)
    while (at && (people.get(at.id) ?? 0) < leastPeopleOfUnit) at = at.parentId === null ? undefined : byId.get(at.parentId)
    publicOf.set(id, at?.code ?? null)
  }
  const told = new Set(publicOf.values())
  return {
    of: (unitId: number): Editions<string | null> => ({ full: byId.get(unitId)?.code ?? null, public: publicOf.get(unitId) ?? null }),
    lines(): { full: UnitLine; public: UnitLine | undefined }[] {
      const codeOf = (id: number | null | undefined) => byId.get(id ?? 0)?.code ?? null
      return units.map(({ id, code, name, parentId }) => {
        const line = { code, name, parent: codeOf(parentId) }
        const [home, headcount] = [homeOf(id), headcountOf(id)]
        const counted = { ...(home === id ? {} : { home: codeOf(home) }), ...(headcount === null ? {} : { headcount }) }
        return { full: { ...line, ...counted }, public: told.has(code) ? line : undefined }
      })
    },
  }
}
export type UnitNames = ReturnType<typeof createUnitNames>

type Told = {
  units: UnitNames
  materialOf(attempt: SourceAttempt): PaperMaterial
  /** Whether the keys of all that can stand on the paper are public: answers beside scores would give them away. */
  isOpen(attempt: SourceAttempt): boolean
  log: string | undefined
  seed: Buffer
}

export function attemptLines(attempt: SourceAttempt, { units, materialOf, isOpen, log, seed }: Told): Editions<AttemptLine> {
  const { id: _id, contestantId: _contestantId, unitId, digest, ...facts } = attempt
  const unit = units.of(unitId)
  const material = materialOf(attempt)
  const drawn = paperOf({ seed, roundId: attempt.roundId, attemptNo: attempt.no }, material)
  const paper = drawn.map(({ revisionId, pointsThousandths, orders }): PaperLine[number] => [
    revisionId,
    pointsThousandths,
    orders.map((order) => Array.from(order)),
  ])
  const read = readLog(log === undefined ? undefined : { taps: log, lastReceivedAt: new Date(0) })
  const taps = (log === undefined ? [] : log.split('\x1e')).map((record, index): [number, number, string] => [
    Number(record.slice(0, record.indexOf('\x1f'))),
    read[index]?.question ?? 0,
    read[index]?.answer ?? '',
  ])
  const told = { ...facts, ...(digest === null ? {} : { digest }) }
  const isShown = isOpen(attempt)
  return {
    full: { ...told, unit: unit.full, paper, taps },
    public: {
      ...(isShown ? told : facts),
      unit: unit.public,
      ...(isShown ? { paper, answers: publicAnswers(drawn, finalAnswers(read, drawn.length), material) } : {}),
    },
  }
}

/** What somebody wrote in their own words may tell who it is. */
function publicAnswers(
  paper: readonly { revisionId: string }[],
  answers: readonly (string | undefined)[],
  { revisions }: PaperMaterial,
): (string | null)[] {
  return answers.map((answer, position) => {
    const isEssay = revisions.get(paper[position]?.revisionId ?? '')?.content.type === 'essay'
    return isEssay && answer !== undefined ? '' : (answer ?? null)
  })
}

/** Facts of a person that a declared key or board asks for, and nothing else. */
export type PersonFacts = { needsRegistration: boolean; bornNumberOf(day: number | null): number | undefined; agesOf(day: number | null): string[] }

export function personLine(
  { person, registeredAtMs, bornDay }: SourcePerson,
  isBarred: boolean,
  facts: PersonFacts,
  attempts: AttemptLine[],
): PersonLine {
  const born = facts.bornNumberOf(bornDay)
  const ages = facts.agesOf(bornDay)
  return {
    person,
    ...(facts.needsRegistration ? { registeredAtMs } : {}),
    ...(born === undefined ? {} : { born }),
    ...(ages.length === 0 ? {} : { ages }),
    ...(isBarred ? { isBarred: true as const } : {}),
    attempts,
  }
}

/** A line of a board; where age ranks, by the number of the day among all and not by the day. */
export function boardLines(
  roundId: number,
  place: number,
  row: SourcePlace,
  rules: readonly RankingRule[],
  { bornNumberOf }: Pick<PersonFacts, 'bornNumberOf'>,
  units: UnitNames,
): Editions<BoardLine> {
  const by = row.placeBy.split(',').map((text, index) => {
    const { key } = rules[index] as RankingRule
    if (text === '-') return null
    if (key !== 'older' && key !== 'younger') return Number(text)
    const born = bornNumberOf(row.bornDay) ?? 0
    return key === 'older' || born === 0 ? born : -born
  })
  const unit = units.of(row.unitId)
  const line = { roundId, place, person: row.person, by, attempt: attemptName({ roundId: row.attemptRoundId, no: row.attemptNo }), score: row.score }
  return { full: { ...line, unit: unit.full }, public: { ...line, unit: unit.public } }
}
