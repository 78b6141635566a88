import type { Tap } from '../../server/contract/attempts.ts'
import type { DeviceStorage } from './storage.ts'

const longestSeq = 2_147_483_647

/**
 * Taps that the server has not acknowledged yet. Each lies under a key of its own, so two tabs never rewrite each
 * other's list: one puts, whoever hears the receipt takes away, and a tap sent by both is one tap by its id.
 */
export function createTapStore({ storage, attemptId }: { storage: DeviceStorage; attemptId: string }) {
  const prefix = `hoithi:tap:${attemptId}:`
  const seqKey = `hoithi:seq:${attemptId}`
  let lastSeq = 0

  const readSeq = () => {
    const stored = Number(storage.read(seqKey))
    return Number.isInteger(stored) && stored > 0 ? stored : 0
  }

  return {
    waiting(): Tap[] {
      const taps = storage.keys(prefix).map((key) => parseTap(storage.read(key)))
      return taps.filter((tap) => tap !== undefined).sort((a, b) => a.seq - b.seq || (a.id < b.id ? -1 : 1))
    },

    keep: (tap: Tap): boolean => storage.write(prefix + tap.id, JSON.stringify(tap)),

    drop: (tapId: string): void => storage.remove(prefix + tapId),

    /**
     * Grows across tabs and reloads. The time into the attempt is its floor: if storage was lost or full, a later
     * answer still outranks an earlier one.
     */
    nextSeq(floor: number): number {
      lastSeq = Math.min(longestSeq, Math.max(lastSeq + 1, readSeq() + 1, Math.floor(floor)))
      storage.write(seqKey, String(lastSeq))
      return lastSeq
    },
  }
}
export type TapStore = ReturnType<typeof createTapStore>

/** Storage can be edited or half written; what is not a tap is ignored. */
function parseTap(text: string | undefined): Tap | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return isTap(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isTap(value: unknown): value is Tap {
  if (typeof value !== 'object' || value === null) return false
  const { id, seq, question, answer } = value as Partial<Record<keyof Tap, unknown>>
  return typeof id === 'string' && Number.isInteger(seq) && Number.isInteger(question) && typeof answer === 'string'
}
