import type { Problem } from '../../server/contract/errors.ts'
import type { StaffSession } from '../../server/contract/staff.ts'
import { type Answer, call } from './participant.ts'
import type { TestApp } from './test-app.ts'

export type StaffBrowser = ReturnType<typeof aBrowser>

/** A browser at the console: it keeps cookies and sends what the console sends. `from` is its address behind a trusted proxy. */
export function aBrowser(origin: string, { from }: { from?: string } = {}) {
  const cookies = new Map<string, string>()
  async function ask<Body>(method: string, path: string, body?: unknown, more: Record<string, string> = {}): Promise<Answer<Body>> {
    const headers = {
      'x-hoithi': '1',
      'user-agent': 'a browser of the tests',
      ...(cookies.size > 0 ? { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
      ...(from === undefined ? {} : { 'x-forwarded-for': from }),
      ...more,
    }
    const answer = await call<Body>(origin, method, `/api/v1/staff${path}`, { headers, ...(body === undefined ? {} : { body }) })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    return answer
  }
  return {
    cookies,
    ask,
    logIn: (username: string, password: string, code?: string) =>
      ask<StaffSession>('POST', '/session', { username, password, ...(code === undefined ? {} : { code }) }),
    /** What happens to a try: the status, or the code of the refusal. */
    async tryIn(username: string, password: string, code?: string): Promise<'in' | Problem['code']> {
      const answer = await ask<StaffSession>('POST', '/session', { username, password, ...(code === undefined ? {} : { code }) })
      return answer.status === 200 ? 'in' : answer.problem.code
    },
    whoAmI: () => ask<StaffSession>('GET', '/session'),
  }
}

/** What the audit log has of some acts, oldest first. */
export async function auditOf({ database }: TestApp, act: string) {
  const rows = await database.sql<{ entry: string }[]>`select entry from audit_log where act = ${act} order by seq`
  return rows.map(
    ({ entry }) =>
      JSON.parse(entry) as {
        by: { kind: string; name: string }
        subject: Record<string, unknown>
        reason?: string
        before?: unknown
        after?: unknown
      },
  )
}
