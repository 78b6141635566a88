import type { Database } from '../database/client.ts'
import { createServiceStateStore } from '../features/service/service-state-store.ts'
import type { Secrets } from '../secrets.ts'
import { StartRefused } from './start-refused.ts'

/** The first start leaves a mark of its secret in the database. With another one nobody would be found again and everybody could register twice. */
export async function holdSecret(database: Database, secrets: Pick<Secrets, 'marks'>): Promise<void> {
  if (await createServiceStateStore(database).holdSecret(secrets.marks)) return
  throw new StartRefused(
    'SECRET_KEY is not the one this database is used with, so people in it would not be found and could register twice: set the former one again (without SECRET_KEY it is in the file secret.key of the data folder), or name it in SECRET_KEY_OLD to change it.',
  )
}
