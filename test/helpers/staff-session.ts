import type { Role } from '../../server/contract/access.ts'
import { type Answer, call } from './participant.ts'
import type { TestApp } from './test-app.ts'

/** Somebody of the staff who has signed in; without a unit the role holds over everything. */
export async function aStaffSession(running: TestApp, username: string, role: Role = 'owner', unitId?: number) {
  const password = 'một mật khẩu đủ dài'
  const account = { username, displayName: username, role, password, ...(unitId === undefined ? {} : { unitId }) }
  const id = await running.app.features.accounts.create(account)
  const session = await call(running.origin, 'POST', '/api/v1/staff/session', { body: { username, password }, headers: { 'x-hoithi': '1' } })
  const headers = { cookie: session.headers.get('set-cookie')?.split(';')[0] ?? '', 'x-hoithi': '1' }
  return {
    id,
    headers,
    ask: <Body>(method: string, path: string, body?: unknown): Promise<Answer<Body>> =>
      call<Body>(running.origin, method, `/api/v1/staff${path}`, { headers, ...(body === undefined ? {} : { body }) }),
  }
}
