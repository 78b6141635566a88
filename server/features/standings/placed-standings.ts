import type { StandingRow } from './standings-store.ts'

const mostRemembered = 50_000

/**
 * What this process has placed since the reconciler last came by. Only a shortcut: whatever is not remembered is placed
 * again, and all of it is forgotten as soon as live state may have lost something.
 */
export function createPlacedStandings() {
  const placed = new Set<string>()
  let generation = 0
  const nameOf = (row: StandingRow) => `${row.roundId} ${row.projection} ${row.contestantId} ${row.version}`
  const follow = (now: number) => {
    if (now !== generation || placed.size > mostRemembered) placed.clear()
    generation = now
  }
  return {
    add(placedIn: number, rows: readonly StandingRow[]): void {
      if (placedIn !== generation) follow(placedIn)
      for (const row of rows) placed.add(nameOf(row))
      if (placed.size > mostRemembered) placed.clear()
    },
    /** The rows that are not known to be in place; the others are taken off the list. */
    without(now: number, rows: readonly StandingRow[]): StandingRow[] {
      follow(now)
      return rows.filter((row) => !placed.delete(nameOf(row)))
    },
  }
}
