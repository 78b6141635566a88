import type { ConsentPublication } from '../../contract/consents.ts'
import type { ConsentText } from '../../contract/contests.ts'
import { Problem } from '../../contract/errors.ts'
import type { ActBy } from '../audit/act.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { ConsentsStore } from './consents-store.ts'

type Dependencies = { store: ConsentsStore; contests: ContestsService; announce(slug: string): void }

/** What people are asked to agree to. A version never changes; a new one stands beside it. */
export function createConsentTextsService({ store, contests, announce }: Dependencies) {
  return {
    async publish(by: ActBy, { slug, consentId }: { slug: string; consentId: string }, next: ConsentPublication): Promise<ConsentText[]> {
      // only what the contest cannot be held without may be a condition of taking part; everything else is agreed to freely
      if (next.required && next.purpose !== 'participation')
        throw new Problem('FIELD_INVALID', { errors: [{ at: 'required', reason: 'only a consent to take part may be required' }] })
      const { id } = await contests.bySlug(slug)
      if (!(await store.publish(by, id, consentId, next))) throw new Problem('CONSENT_CHANGED')
      contests.forget(slug)
      announce(slug)
      return (await contests.bySlug(slug)).consents
    },
  }
}
export type ConsentTextsService = ReturnType<typeof createConsentTextsService>
