import { type Tally, tallyOf, truthOf } from '../features/seals/prediction-truth.ts'
import { wholeContest } from '../features/standings/whole-contest.ts'
import type { BoardLine, BundleHeader, ContestLine, PersonLine, PrizesLine, QuestionLine, RoundLine } from './bundle-format.ts'
import { createBoardCheck } from './check-boards.ts'
import { checkPrizes } from './check-prizes.ts'
import { createRaceCheck } from './check-races.ts'
import { refold } from './refold.ts'
import { checkSitting, gradingMaterials, type Materials, regrade, type Told } from './regrade.ts'
import type { Findings } from './verdict.ts'

/** Takes the lines of a bundle in their order and holds what each says against what follows from those before. */
export function createResultsCheck({ keyNumber, edition }: BundleHeader, findings: Findings) {
  let contest: ContestLine | undefined
  const versions = new Map<string, RoundLine>()
  const inForce = new Map<number, RoundLine>()
  const questions = new Map<string, Told>()
  let keptBack = 0
  let materials: Materials | undefined
  const tallies = new Map<number, Tally>()
  const boards = createBoardCheck(findings)
  const races = createRaceCheck(findings)
  const prizeFacts = {
    barred: new Set<string>(),
    ages: new Map<string, readonly string[]>(),
    entries: new Map<number, Map<string, number>>(),
  }
  let prizes: PrizesLine | undefined
  const counts = { people: 0, attempts: 0, regraded: 0 }

  function takePerson(person: PersonLine): void {
    materials ??= gradingMaterials(questions, keyNumber)
    counts.people += 1
    if (person.isBarred) prizeFacts.barred.add(person.person)
    if (person.ages) prizeFacts.ages.set(person.person, person.ages)
    for (const attempt of person.attempts) {
      counts.attempts += 1
      const round = versions.get(`${attempt.roundId} ${attempt.version}`)
      if (!round) {
        findings.fault('unreadable', `${person.person} ${attempt.roundId} ${attempt.no}`)
        continue
      }
      checkSitting(attempt, person.person, findings)
      if (regrade(attempt, round, materials, person.person, findings)) counts.regraded += 1
      else if (attempt.keyNumber !== null) findings.leave('answers')
      if (attempt.state !== 'voided') checkKeyNumber(person, attempt, round)
    }
    count(person)
    if (!contest) return
    const standings = refold(contest, inForce, person)
    for (const standing of standings) boards.expect(person.person, standing)
    if (contest.settings.unitRaces.length > 0) races.person(standings, inForce)
  }

  /** No score may be left that was made with a key which is no longer in force. */
  function checkKeyNumber(
    { person }: PersonLine,
    { roundId, no, keyNumber: scoredAt }: PersonLine['attempts'][number],
    { settings }: RoundLine,
  ): void {
    if (keptBack > 0) return
    const ids = settings.blueprint.pools.flatMap(({ revisionIds }) => revisionIds)
    const wanted = ids.reduce((most, id) => Math.max(most, materials?.get(id)?.amendedAt ?? 0), 0)
    if (scoredAt === null || scoredAt < wanted) findings.fault('key-number', `${person} ${roundId} ${no}`, scoredAt, wanted)
  }

  function count({ person, attempts }: PersonLine): void {
    for (const [roundId, ofRound] of Map.groupBy(attempts, (attempt) => attempt.roundId)) {
      const settings = inForce.get(roundId)?.settings
      const told = ofRound.map(({ state, score, most }) => ({ person, isVoided: state === 'voided', isFullMark: score !== null && score === most }))
      const tally = tallyOf(settings?.prediction ?? { countsVoided: false }, told)
      tallies.set(roundId, added(tallies.get(roundId), tally))
      const entries = ofRound.filter(({ state, keyNumber: scoredAt }) => state !== 'voided' && scoredAt !== null).length
      for (const list of settings?.isPractice ? [roundId] : [roundId, wholeContest]) {
        const ofList = prizeFacts.entries.get(list) ?? new Map<string, number>()
        prizeFacts.entries.set(list, ofList)
        if (entries > 0) ofList.set(person, (ofList.get(person) ?? 0) + entries)
      }
    }
  }

  function takeQuestion(line: QuestionLine): void {
    if (!('key' in line)) keptBack += 1
    else questions.set(line.revisionId, line)
  }

  function takeRound(line: RoundLine): void {
    versions.set(`${line.roundId} ${line.version}`, line)
    if (line.isInForce) inForce.set(line.roundId, line)
  }

  function checkTruths(): void {
    const nothing: Tally = { people: 0, entries: 0, allCorrectPeople: 0, allCorrectEntries: 0 }
    for (const { roundId, settings, truth, entered } of inForce.values()) {
      const found = settings.prediction ? truthOf(settings.prediction, tallies.get(roundId) ?? nothing, entered) : null
      if (settings.prediction) findings.compare('truth', String(roundId), truth, found)
    }
  }

  const takers: Record<string, (line: never) => void> = {
    contest: (line: ContestLine) => {
      contest = line
    },
    rounds: takeRound,
    questions: takeQuestion,
    units: races.unit,
    people: takePerson,
    boards: (line: BoardLine) => boards.take(line),
    races: races.line,
    prizes: (line: PrizesLine) => {
      prizes = line
    },
  }

  return {
    take(kind: string, text: string): void {
      const take = takers[kind] as ((line: unknown) => void) | undefined
      const line = read(text)
      if (take && line !== undefined) take(line)
      else findings.fault('unreadable', kind, text.slice(0, 100))
    },
    finish() {
      checkTruths()
      const { lists, ...told } = boards.finish()
      if (!contest || !prizes) findings.fault('missing-part', contest ? 'prizes' : 'contest')
      else checkPrizes({ settings: contest.settings, lists, races: races.lines(), ...prizeFacts }, prizes, findings)
      findings.leave('papers-drawn')
      if (contest) races.finish(contest.settings, edition === 'full')
      if (edition === 'public') findings.leave('units')
      return { ...counts, ...told, prizes: contest?.settings.prizes.length ?? 0 }
    },
  }
}

function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function added(a: Tally | undefined, b: Tally): Tally {
  if (!a) return b
  return {
    people: a.people + b.people,
    entries: a.entries + b.entries,
    allCorrectPeople: a.allCorrectPeople + b.allCorrectPeople,
    allCorrectEntries: a.allCorrectEntries + b.allCorrectEntries,
  }
}
