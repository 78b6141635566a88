import { randomUUID } from 'node:crypto'
import type { RegistrationReply } from '../../../server/contract/contestants.ts'
import type { MemberListName } from '../../../server/contract/members.ts'
import { aRegistration, call, participantWith } from '../../helpers/participant.ts'
import type { pinnedClock } from '../../helpers/pinned.ts'
import { logInAs, type Staff } from '../../helpers/staff.ts'
import type { TestApp } from '../../helpers/test-app.ts'
import type { ContestTable } from './contest-table.ts'
import type { MadeContest } from './make-contest.ts'
import { msOf, secondMs } from './moments.ts'

export type Participants = Map<string, ReturnType<typeof participantWith>>

/** What is told of units and people before anybody comes: headcounts, and the lists of who is entitled and who cannot win. */
export async function tellBeforehand(running: TestApp, contest: MadeContest, table: ContestTable): Promise<void> {
  const { headcounts = {}, entitled = {}, barred = [] } = table
  if (Object.keys(headcounts).length + Object.keys(entitled).length + barred.length === 0) return
  const owner = await logInAs(running, 'owner')
  for (const [code, headcount] of Object.entries(headcounts)) {
    const told = await owner.ask('POST', `/units/${contest.unitIds[code]}/headcounts`, { actionId: randomUUID(), version: 1, headcount })
    if (told.status !== 200) throw new Error(JSON.stringify(told.body))
  }
  const listed = Object.entries(entitled).flatMap(([code, names]) => names.map((name) => [phoneOf(name), code]))
  if (listed.length > 0) await upload(running, owner, contest, 'entitled', listed)
  if (barred.length > 0)
    await upload(
      running,
      owner,
      contest,
      'organizers',
      barred.map((name) => [phoneOf(name), '']),
    )
}

/** Everybody registers over HTTP when the table says so, or one second after the other. */
export async function enrolPeople(
  { origin }: TestApp,
  contest: MadeContest,
  table: ContestTable,
  clock: ReturnType<typeof pinnedClock>,
): Promise<Participants> {
  const registeredMs = ({ registered }: { registered?: string }) => (registered ? msOf(registered) : 0)
  const participants: Participants = new Map()
  for (const [name, person] of Object.entries(table.people).toSorted(([, a], [, b]) => registeredMs(a) - registeredMs(b))) {
    const { unit = 'C1', born = '2001-02-03', registered, refused } = person
    clock.moveTo(registered ? msOf(registered) : clock.now() + secondMs)
    const body = aRegistration(contest.unitIds[unit] as number, { fullName: name, birthDate: born, phone: phoneOf(name) })
    const answer = await call<RegistrationReply>(origin, 'POST', `/api/v1/contests/${contest.slug}/registrations`, { body })
    const code = answer.status === 201 ? undefined : answer.problem.code
    if (code !== refused) throw new Error(`${name}: ${code ?? 'registered'} instead of ${refused ?? 'registered'}`)
    if (code === undefined) participants.set(name, participantWith(origin, contest, answer.body.contestantToken, body.device, answer.body))
  }
  return participants
}

const phones = new Map<string, string>()

/** A number for each name, the same on a list and on the form. */
function phoneOf(name: string): string {
  const phone = phones.get(name) ?? `09${String(10_000_000 + phones.size)}`
  phones.set(name, phone)
  return phone
}

async function upload(
  { origin }: TestApp,
  { headers }: Staff,
  { slug }: MadeContest,
  list: MemberListName,
  lines: readonly string[][],
): Promise<void> {
  const form = new FormData()
  form.append('file', new Blob([['SĐT,Mã đơn vị', ...lines.map((line) => line.join())].join('\n')]), 'danh-sach.csv')
  const response = await fetch(`${origin}/api/v1/staff/contests/${slug}/members/${list}`, { method: 'POST', headers, body: form })
  const report = (await response.json()) as { added?: number }
  if (report.added !== lines.length) throw new Error(JSON.stringify(report))
}
