import { Problem } from '../../contract/errors.ts'
import type { RegistrationForm } from '../../contract/registration-form.ts'
import type { ActBy } from '../audit/act.ts'
import { faultsOfForm, usualForm } from '../contestants/registration-form.ts'
import type { ContestsService } from './contests-service.ts'
import type { RegistrationFormsStore } from './registration-forms-store.ts'

type Dependencies = {
  store: RegistrationFormsStore
  contests: ContestsService
  /** Whether codes can be sent that way at all. */
  canSend(channel: 'email' | 'gateway'): boolean
  announce(slug: string): void
}

/** What people are asked when they register, as the organizer chose it. */
export function createRegistrationFormsService({ store, contests, canSend, announce }: Dependencies) {
  const formOf = async (slug: string): Promise<RegistrationForm> => (await contests.bySlug(slug)).registrationForm ?? usualForm
  return {
    view: formOf,
    async save(by: ActBy, slug: string, form: RegistrationForm): Promise<RegistrationForm> {
      const { id } = await contests.bySlug(slug)
      const faults = faultsOfForm(form)
      if (faults.length > 0) throw new Problem('FORM_REFUSED', { errors: faults })
      if (form.verification !== 'none' && !canSend(form.verification)) throw new Problem('CODES_NOT_AVAILABLE')
      if (!(await store.save(by, id, form, usualForm))) throw new Problem('IDENTITY_IN_USE')
      contests.forget(slug)
      announce(slug)
      return formOf(slug)
    },
  }
}
export type RegistrationFormsService = ReturnType<typeof createRegistrationFormsService>
