import { postgres } from './driver.ts'

/** The role of the embedded database that the server itself works as; the tables belong to another one. */
export const embeddedServerRole = 'hoithi_server'

/** Makes the role, or gives it this password. Only for a PostgreSQL of our own: elsewhere the operator makes it. */
export async function ensureServerRole(ownerUrl: string, password: string): Promise<void> {
  // it is written into the statement: roles take no parameters
  if (!/^[\w-]+$/.test(password)) throw new Error('the password of the server role has signs that would need quoting')
  await asOwner(ownerUrl, async (sql) => {
    const [known] = await sql`select 1 from pg_roles where rolname = ${embeddedServerRole}`
    await sql.unsafe(`${known ? 'alter' : 'create'} role ${embeddedServerRole} login password '${password}'`)
  })
}

/** Lets a role read and write what the server needs, and only append to the logs. Asked for again after every migration. */
export async function letServe(ownerUrl: string, role: string): Promise<void> {
  await asOwner(ownerUrl, (sql) => sql`select let_serve(${role}), let_work(${role})`)
}

export function asServer(ownerUrl: string, password: string): string {
  const url = new URL(ownerUrl)
  url.username = embeddedServerRole
  url.password = password
  return url.href
}

async function asOwner(ownerUrl: string, work: (sql: ReturnType<typeof postgres>) => Promise<unknown>): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    await work(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}
