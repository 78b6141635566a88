import type { Clock } from '../../clock.ts'
import { Problem } from '../../contract/errors.ts'
import { SealBroken, type Sealer } from '../../sealing.ts'

/** Somebody whom a portal has logged in and who is about to register. */
export type Admitted = { portalId: number; subject: string; fullName: string | null; unitId: number | null; birthDate?: string }

const lifeMinutes = 30

/** What a portal said is handed to the person's own browser, sealed: nothing is kept of people who then do not register. */
export function createAdmissions({ sealer, clock }: { sealer: Sealer; clock: Clock }) {
  return {
    grant(contestId: number, admitted: Admitted): string {
      const written = JSON.stringify({ ...admitted, endsAtMs: Math.round(clock.now()) + lifeMinutes * 60_000 })
      return sealer.seal(ownerOf(contestId), written).toString('base64url')
    },
    read(contestId: number, admission: string): Admitted {
      const { endsAtMs, ...admitted } = opened(contestId, admission)
      if (clock.now() > endsAtMs) throw new Problem('TICKET_EXPIRED')
      return admitted
    },
  }

  function opened(contestId: number, admission: string): Admitted & { endsAtMs: number } {
    try {
      return JSON.parse(sealer.open(ownerOf(contestId), Buffer.from(admission, 'base64url')).toString())
    } catch (error) {
      if (error instanceof SealBroken) throw new Problem('TICKET_INVALID', { errors: [{ at: 'admission', reason: 'is not ours' }] })
      throw error
    }
  }
}
export type Admissions = ReturnType<typeof createAdmissions>

const ownerOf = (contestId: number) => `admission ${contestId}`
