import type { Role } from '../../server/contract/access.ts'
import { call } from './participant.ts'
import type { TestApp } from './test-app.ts'

export type Staff = Awaited<ReturnType<typeof logInAs>>

const password = 'một mật khẩu đủ dài'
let people = 0

/** Somebody of the staff with one role, over one unit or over everything, logged in as a browser would be. */
export async function logInAs(running: TestApp, role: Role, unitId?: number) {
  people += 1
  const username = `${role}-${people}`
  const id = await running.app.features.accounts.create({
    username,
    displayName: username,
    password,
    role,
    ...(unitId === undefined ? {} : { unitId }),
  })
  return { id, ...(await logInAt(running.origin, username)) }
}

/** Somebody who was made by logInAs, at another process of the same service. */
export async function logInAt(origin: string, username: string) {
  const session = await call(origin, 'POST', '/api/v1/staff/session', { body: { username, password }, headers: { 'x-hoithi': '1' } })
  const headers = { cookie: session.headers.get('set-cookie')?.split(';')[0] ?? '', 'x-hoithi': '1' }
  return {
    username,
    headers,
    ask: <Body>(method: string, path: string, body?: unknown) =>
      call<Body>(origin, method, `/api/v1/staff${path}`, { headers, ...(body === undefined ? {} : { body }) }),
  }
}
