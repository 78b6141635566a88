/** What a bundle says, and what follows from the rest of it. */
export type FaultKind =
  | 'part'
  | 'missing-part'
  | 'unsigned'
  | 'forged'
  | 'unknown-key'
  | 'unreadable'
  | 'paper'
  | 'score'
  | 'most'
  | 'floor'
  | 'duration'
  | 'prediction'
  | 'digest'
  | 'key-number'
  | 'truth'
  | 'standing'
  | 'not-on-board'
  | 'place'
  | 'prize'
  | 'race'
export type Fault = { kind: FaultKind; where: string; said?: unknown; found?: unknown }

/** What this edition does not tell, so that nobody can recompute it from there. */
export type Unchecked = 'answers' | 'essays' | 'races' | 'units' | 'papers-drawn'

export type Verdict = {
  contest: string
  edition: string
  sealNumber: number
  madeAt: string
  people: number
  attempts: number
  /** Attempts whose score was made anew from answers, paper and key. */
  regraded: number
  boards: number
  places: number
  prizes: number
  keysFromBundle: boolean
  unchecked: Unchecked[]
  faults: Fault[]
  /** All that were found; the list stops at a hundred. */
  faultCount: number
}

const mostFaults = 100

export type Findings = ReturnType<typeof createFindings>

/** Collects what is wrong; whoever broke everything gets no list of a million lines. */
export function createFindings() {
  const faults: Fault[] = []
  const unchecked = new Set<Unchecked>()
  let faultCount = 0
  const fault = (kind: FaultKind, where: string, said?: unknown, found?: unknown) => {
    faultCount += 1
    if (faults.length < mostFaults) faults.push({ kind, where, ...(said === undefined ? {} : { said }), ...(found === undefined ? {} : { found }) })
  }
  return {
    fault,
    /** Tells of a difference, where there is one. */
    compare(kind: FaultKind, where: string, said: unknown, found: unknown): void {
      if (JSON.stringify(said) !== JSON.stringify(found)) fault(kind, where, said, found)
    },
    leave: (what: Unchecked) => void unchecked.add(what),
    result: () => ({ faults, faultCount, unchecked: [...unchecked].sort() }),
  }
}
