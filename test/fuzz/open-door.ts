import type { Sql } from 'postgres'
import type { ContestPage } from '../../server/contract/contests.ts'
import { eventually } from '../helpers/eventually.ts'
import { call } from '../helpers/participant.ts'

/**
 * What was asked may rightly have closed a unit, published a consent or changed the form: whoever registers now is given what there is.
 * The form goes back to the usual one; its change is noticed by the check of versions.
 */
export async function openDoor(sql: Sql, origin: string, slug: string): Promise<{ unitId: number; consents: { id: string; version: number }[] }> {
  await sql`update contests set registration_form = null where slug = ${slug}`
  const page = await eventually('the contest asks for the usual form', async () => {
    const { body } = await call<ContestPage>(origin, 'GET', `/api/v1/contests/${slug}`)
    return body.registrationForm.identity === 'phone' && body.registrationForm.custom.length === 0 && body.registrationForm.fields.length === 4
      ? body
      : undefined
  })
  const [unit] = await sql<{ id: number }[]>`
    select id from units u where is_open and parent_id is not null and not exists (select from units b where b.parent_id = u.id and b.is_open) order by id limit 1`
  return { unitId: unit?.id ?? 0, consents: page.consents.map(({ id, version }) => ({ id, version })) }
}
