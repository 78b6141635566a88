import { expect, test } from 'vitest'
import type { AuditPage } from '../../server/contract/audit.ts'
import { call } from '../helpers/participant.ts'
import { logInAs } from '../helpers/staff.ts'
import { startTestApp } from '../helpers/test-app.ts'
import { seedContest } from '../helpers/test-contest.ts'

test('why something was done can be said with every request of staff, and a description of a unit is told before and after', async () => {
  const running = await startTestApp()
  const { unitIds } = await seedContest(running)
  const owner = await logInAs(running, 'owner')
  const path = `/api/v1/staff/units/${unitIds.X1}`
  const version = async () => (await owner.ask<{ version: number }>('GET', `/units/${unitIds.X1}`)).body.version
  const describe = async (aliases: string[], headers: Record<string, string> = {}) =>
    call(running.origin, 'PATCH', path, {
      headers: { ...owner.headers, ...headers },
      body: { actionId: crypto.randomUUID(), version: await version(), aliases, contact: { phone: '0912345678' } },
    })
  const why = 'Theo công văn số 12, “đổi tên”'

  expect((await describe(['Xã An Bình cũ'])).status).toBe(200)
  expect((await describe(['Xã An Thái'], { 'x-reason': encodeURIComponent(why) })).status).toBe(200)
  const { entries } = (await owner.ask<AuditPage>('GET', '/audit?act=unit.describe')).body
  expect(entries.map(({ reason, before, after }) => ({ reason, before, after }))).toEqual([
    { reason: why, before: { aliases: ['Xã An Bình cũ'] }, after: { aliases: ['Xã An Thái'] } },
    { reason: undefined, before: { aliases: [] }, after: { aliases: ['Xã An Bình cũ'] } },
  ])
  // who to call is a person: never in the log
  expect(JSON.stringify(entries)).not.toContain('0912345678')

  for (const unfit of ['%E0%A4%A', encodeURIComponent('hai\ndòng'), encodeURIComponent('x'.repeat(501))]) {
    const refused = await describe([], { 'x-reason': unfit })
    expect([refused.status, refused.problem.code, refused.problem.errors?.[0]?.at]).toEqual([400, 'BAD_REQUEST', 'x-reason'])
  }
})
