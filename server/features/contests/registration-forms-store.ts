import type { RegistrationForm } from '../../contract/registration-form.ts'
import type { Database } from '../../database/client.ts'
import { type ActBy, recordActs } from '../audit/act.ts'

export type RegistrationFormsStore = ReturnType<typeof createRegistrationFormsStore>

export function createRegistrationFormsStore({ sql }: Database) {
  return {
    /** False when people are registered by another identity: what told them apart cannot be changed under them. */
    save: (by: ActBy, contestId: number, form: RegistrationForm, usual: RegistrationForm): Promise<boolean> =>
      sql.begin(async (transaction) => {
        // registrations under way hold the contest's key: they are waited for, and later ones wait for us
        const [contest] = await transaction<{ before: RegistrationForm | null }[]>`
          select registration_form as before from contests where id = ${contestId} for update`
        const [people] = await transaction<{ are: boolean }[]>`select exists (select from contestants where contest_id = ${contestId}) as are`
        const before = contest?.before ?? usual
        if (people?.are && before.identity !== form.identity) return false
        await transaction`update contests set registration_form = ${transaction.json(form as never)} where id = ${contestId}`
        await recordActs(transaction, by, [{ act: 'contest.form', contestId, subject: { contestId }, before, after: form }])
        return true
      }),
  }
}
