import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { foldVietnamese } from '../../question-bank/fold-vietnamese.ts'
import { aParticipant, call } from '../helpers/participant.ts'
import { logInAs } from '../helpers/staff.ts'
import { startTestApp } from '../helpers/test-app.ts'
import { seedContest } from '../helpers/test-contest.ts'

const person = { fullName: 'Quách Thị Vô Tung', phone: '0987654321', birthDate: '1987-06-05' }
const others = ['0977123456', 'vo.tung@example.vn', '001087654321', 'Bạch Tuyết Hoa']

/** As it is, folded, and in the ways in which it might be written down. */
function traces(): string[] {
  const said = [...Object.values(person), 'Quách', 'Vô Tung', ...others]
  return said.flatMap((text) => [
    text,
    foldVietnamese(text),
    encodeURIComponent(text),
    text.normalize('NFD'),
    JSON.stringify(text).slice(1, -1),
    Buffer.from(text).toString('base64').replace(/=+$/, ''),
    Buffer.from(text).toString('hex'),
    text.replace(/^0/, '+84'),
  ])
}

test('after a whole journey with every kind of refusal, no log line, no metric and no refusal names anybody', async () => {
  const running = await startTestApp()
  const contest = await seedContest(running)
  const base = `/api/v1/contests/${contest.slug}`
  const refusals: string[] = []
  const refused = async (method: string, path: string, options: Parameters<typeof call>[3] = {}) => {
    const answer = await call(running.origin, method, path, options)
    if (answer.status < 400) throw new Error(`${method} ${path} was not refused`)
    refusals.push(JSON.stringify(answer.body))
  }
  const someone = await aParticipant(running.origin, contest, person)
  const { token } = someone
  await someone.attempt((await someone.start()).body).submit()
  const body = {
    ...person,
    actionId: randomUUID(),
    unitId: contest.unitIds.C1,
    consents: [{ id: 'registration', version: 1 }],
    device: 'another-device',
  }
  await refused('POST', `${base}/registrations`, { body })
  await refused('POST', `${base}/registrations`, { body: { ...body, phone: 987654321, fullName: [person.fullName] } })
  await refused('POST', `${base}/registrations`, { body: { ...body, [person.fullName]: person.phone, email: others[1] } })
  await refused('POST', `${base}/registrations`, { body: { ...body, birthDate: `${person.birthDate}T25` } })
  await refused('POST', `${base}/registrations`, { body: { ...body, phone: `${person.phone}99` } })
  await refused('POST', `${base}/rejoin`, { body: { phone: person.phone, rejoinCode: 'AAAA-BBBB-CCCC' } })
  await refused('GET', `${base}/me?name=${encodeURIComponent(person.fullName)}&phone=${person.phone}`)
  await refused('GET', `${base}/${encodeURIComponent(person.fullName)}/${person.phone}`, { token })
  await refused('PATCH', `${base}/me/data`, { token, body: { fullName: others[3], phone: '1', idNumber: others[2] } })
  await refused('PATCH', `${base}/me/data`, { token, body: { fullName: '12345', email: others[1] } })
  await call(running.origin, 'PATCH', `${base}/me/data`, { token, body: { fullName: others[3], phone: others[0] } })
  await call(running.origin, 'POST', `${base}/rejoin`, { body: { phone: others[0], rejoinCode: someone.registered?.rejoinCode } })
  const support = await logInAs(running, 'support')
  await support.ask('GET', `/contests/${contest.slug}/people?phone=${others[0]}`)
  await support.ask('GET', `/contests/${contest.slug}/people?name=${encodeURIComponent('Bạch Hoa')}`)
  await refused('GET', `/api/v1/staff/contests/${contest.slug}/people?phone=${person.phone}1111111111111111`, { headers: support.headers })
  // the database refuses in the middle of the act: what it says of the row must not come out
  await running.database.sql`alter table contestants add constraint nothing_more check (registered_at < now() - interval '1 year') not valid`
  await refused('POST', `${base}/registrations`, { body: { ...body, actionId: randomUUID(), phone: '0966555444', fullName: person.fullName } })
  await refused('PATCH', `${base}/me/data`, { token, body: { fullName: person.fullName } })
  await running.database.sql`alter table contestants drop constraint nothing_more`
  await call(running.origin, 'POST', `${base}/me/data/erasure`, { token, body: { isUnderstood: true } })
  await refused('GET', `${base}/me/data`, { token })
  const metrics = await (await fetch(`${running.origin}/metrics`, { headers: { authorization: 'Bearer a-metrics-token-1234' } })).text()
  expect(metrics).toContain('hoithi_requests_total')
  expect(running.log.length).toBeGreaterThan(0)

  const written = [...running.log, metrics, ...refusals].join('\n').toLowerCase()
  const lines = written.split('\n')
  const found = [...traces(), '0966555444'].flatMap((trace) =>
    lines.filter((line) => line.includes(trace.toLowerCase())).map((line) => `${trace}: ${line}`),
  )
  expect(found).toEqual([])
})
