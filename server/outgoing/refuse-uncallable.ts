import { Problem } from '../contract/errors.ts'
import { type OutgoingCheck, whyNotCallable } from './outgoing-check.ts'

/** Told where an address is entered, not when it is first called; `at` names the field. */
export async function refuseUncallable(check: OutgoingCheck, at: string, url: string | null | undefined): Promise<void> {
  const refused = url ? await whyNotCallable(check, url) : undefined
  if (refused !== undefined) throw new Problem('FIELD_INVALID', { errors: [{ at, reason: refused }] })
}
