import { Problem } from '../../contract/errors.ts'
import type { FieldName, RegistrationForm } from '../../contract/registration-form.ts'
import type { ActBy } from '../audit/act.ts'
import { neededOfPeople } from '../contest-desk/contest-faults.ts'
import { faultsOfForm, leavesUnitOpen, usualForm } from '../contestants/registration-form.ts'
import type { UnitsService } from '../units/units-service.ts'
import type { ContestsService, LoadedContest } from './contests-service.ts'
import type { RegistrationFormsStore } from './registration-forms-store.ts'

type Dependencies = {
  store: RegistrationFormsStore
  contests: ContestsService
  units: Pick<UnitsService, 'hasSeveralTops'>
  /** Whether codes can be sent that way at all. */
  canSend(channel: 'email' | 'gateway'): boolean
  announce(slug: string): void
}

/** What people are asked when they register, as the organizer chose it. */
export function createRegistrationFormsService({ store, contests, units, canSend, announce }: Dependencies) {
  const formOf = async (slug: string): Promise<RegistrationForm> => (await contests.bySlug(slug)).registrationForm ?? usualForm
  return {
    view: formOf,
    async save(by: ActBy, slug: string, form: RegistrationForm): Promise<RegistrationForm> {
      const contest = await contests.bySlug(slug)
      const { id } = contest
      const faults = [...faultsOfForm(form), ...missingForRules(contest, form)]
      if (contest.unitId === null && leavesUnitOpen(form) && (await units.hasSeveralTops()))
        faults.push({ at: 'unit', reason: 'ask for the unit or give the contest a unit' })
      if (faults.length > 0) throw new Problem('FORM_REFUSED', { errors: faults })
      if (form.verification !== 'none' && !canSend(form.verification)) throw new Problem('CODES_NOT_AVAILABLE')
      if (!(await store.save(by, id, form, usualForm))) throw new Problem('IDENTITY_IN_USE')
      contests.forget(slug)
      announce(slug)
      return formOf(slug)
    },
  }
}
/** Rules that go by age or occupation cannot lose what they go by. */
function missingForRules({ settings, rounds }: LoadedContest, form: RegistrationForm): { at: string; reason: string }[] {
  const needed = neededOfPeople(
    settings,
    rounds.map((round) => round.settings),
  )
  const isAsked = (name: FieldName) => form.fields.some((field) => field.name === name && field.isRequired)
  return (['birthDate', 'occupation'] as const)
    .filter((name) => needed[name] !== undefined && !isAsked(name))
    .map((name) => ({ at: name, reason: 'the rules need it' }))
}

export type RegistrationFormsService = ReturnType<typeof createRegistrationFormsService>
