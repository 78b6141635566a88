import type { Prize } from '../../contract/contest-rules.ts'

/** Somebody, or a unit, on the list by which a prize is given. Equal places are ties. */
export type Candidate = { id: string; place: number }

export type PrizeMatter = {
  prizes: readonly Prize[]
  onePrizeEach: boolean
  /** Who stands for this prize, the best first; read only as far as it is needed. */
  candidatesFor(prize: Prize): Iterable<Candidate>
  /** People on the organizer's own list: they keep their place and win nothing. */
  barred: ReadonlySet<string>
  /** Winners, or units, that were refused when they were looked at: the next ones move up. */
  refused: ReadonlySet<string>
  /** Where a tie went over the last place of a prize: who was drawn or chosen for it. */
  settled: ReadonlyMap<string, readonly string[]>
}

export type PassedOver = Candidate & { because: 'barred' | 'refused' | 'higher-prize' | 'same-list' }
export type Award = {
  prizeId: string
  winners: Candidate[]
  passedOver: PassedOver[]
  /** More people on one place than prizes are left: so many of them win. */
  tie: { open: number; candidates: Candidate[] } | null
  /** A higher prize whose tie has to be settled first: until then nobody knows who is left for this one. */
  waitsFor: string | null
  /** Prizes that nobody is left for. */
  vacant: number
}

/**
 * Who wins what, by places and the table of prizes alone. Higher lines come first; on one and the same list the next line goes on where the
 * one before ended. With `onePrizeEach` a person who has a prize is passed over by every lower one; units are held apart by list only, for
 * each race asks for something else.
 */
export function proposePrizes(matter: PrizeMatter): Award[] {
  const holders: Holders = { people: new Set(), byList: new Map(), undecided: new Map() }
  return matter.prizes.map((prize) => award(prize, matter, holders))
}

type Holders = {
  people: Set<string>
  byList: Map<string, Set<string>>
  /** Whoever is in a tie that is not settled, with the prize of it. */
  undecided: Map<string, string>
}

function award(prize: Prize, matter: PrizeMatter, holders: Holders): Award {
  const made: Award = { prizeId: prize.id, winners: [], passedOver: [], tie: null, waitsFor: null, vacant: 0 }
  const ofList = holders.byList.get(listOf(prize)) ?? new Set<string>()
  holders.byList.set(listOf(prize), ofList)
  const kind = prize.for.kind === 'unit' ? 'unit' : 'person'
  const win = (winners: readonly Candidate[]) => {
    made.winners.push(...winners)
    for (const { id } of winners) {
      ofList.add(id)
      if (kind === 'person') holders.people.add(id)
    }
  }

  for (const tied of byPlace(matter.candidatesFor(prize))) {
    const open = prize.count - made.winners.length
    if (open === 0) return made
    const left: Candidate[] = []
    for (const candidate of tied) {
      const because = reasonToPass(candidate.id, kind, matter, holders, ofList)
      if (because) made.passedOver.push({ ...candidate, because })
      else left.push(candidate)
    }
    const waitsFor = left.map(({ id }) => holders.undecided.get(`${kind} ${id}`)).find((id) => id !== undefined)
    if (waitsFor !== undefined) return { ...made, waitsFor }
    if (left.length <= open) {
      win(left)
      continue
    }
    const chosen = left.filter(({ id }) => matter.settled.get(prize.id)?.includes(id))
    if (chosen.length === open) {
      win(chosen)
      return made
    }
    for (const { id } of left) holders.undecided.set(`${kind} ${id}`, prize.id)
    return { ...made, tie: { open, candidates: left } }
  }
  return { ...made, vacant: prize.count - made.winners.length }
}

function reasonToPass(
  id: string,
  kind: 'person' | 'unit',
  { barred, refused, onePrizeEach }: PrizeMatter,
  holders: Holders,
  ofList: ReadonlySet<string>,
): PassedOver['because'] | undefined {
  if (kind === 'person' && barred.has(id)) return 'barred'
  if (refused.has(id)) return 'refused'
  if (ofList.has(id)) return 'same-list'
  return kind === 'person' && onePrizeEach && holders.people.has(id) ? 'higher-prize' : undefined
}

/** Lines of the table that go down one list of places. */
export function listOf({ for: wanted }: Prize): string {
  if (wanted.kind === 'unit') return `unit ${wanted.raceId} ${wanted.sizeClassId ?? ''}`
  if (wanted.kind === 'most-entries') return `most-entries ${wanted.roundId ?? ''}`
  return `person ${wanted.roundId ?? ''} ${wanted.ageGroupId ?? ''}`
}

function* byPlace(candidates: Iterable<Candidate>): Generator<Candidate[]> {
  let tied: Candidate[] = []
  for (const candidate of candidates) {
    if (tied[0] && tied[0].place !== candidate.place) {
      yield tied
      tied = []
    }
    tied.push(candidate)
  }
  if (tied.length > 0) yield tied
}

/** How far down a list winners can be: nobody further down matters, whoever of those above is barred, refused or has a prize already. */
export function reachOf({ prizes, barred, refused }: Pick<PrizeMatter, 'prizes' | 'barred' | 'refused'>): number {
  return 2 * prizes.reduce((sum, { count }) => sum + count, 0) + barred.size + refused.size + 1
}
