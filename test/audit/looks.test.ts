import { beforeAll, expect, test } from 'vitest'
import { afterFile } from '../helpers/after-file.ts'
import { eventually } from '../helpers/eventually.ts'
import { aParticipant } from '../helpers/participant.ts'
import { pinnedClock } from '../helpers/pinned.ts'
import { logInAs } from '../helpers/staff.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'

const closing = afterFile()
const now = Date.now()
const clock = pinnedClock(now)
let running: TestApp
let contest: TestContest
beforeAll(async () => {
  running = await startTestApp({ clock }, closing)
  contest = await seedContest(running)
  // one tap each, all equal: too fast, and somebody on the board
  for (let index = 0; index < 2; index += 1) {
    const person = await aParticipant(running.origin, contest, { fullName: 'Mạc Thị Kín' })
    await person.attempt((await person.start()).body).submit()
  }
})

const looks = async (act: string) =>
  (await running.database.sql<{ entry: string }[]>`select entry from audit_log where act = ${act} order by seq`).map(({ entry }) => JSON.parse(entry))

test('names on the true board are a look: one entry a minute for each person and board, and no names in it', async () => {
  const [first, second] = [await logInAs(running, 'official'), await logInAs(running, 'official')]
  const board = `/contests/${contest.slug}/rounds/${contest.roundId}/boards`
  await eventually('the board names people', async () => {
    await running.app.features.reconciler.run()
    return JSON.stringify((await first.ask('GET', board)).body).includes('Mạc Thị Kín')
  })
  for (let index = 0; index < 3; index += 1) await first.ask('GET', board)
  await second.ask('GET', board)
  const seen = await looks('board.look')
  expect(seen.map(({ by }) => by.name)).toEqual([first.username, second.username])
  expect(seen[0]).toMatchObject({ contestId: contest.contestId, subject: { roundId: contest.roundId } })
  expect(JSON.stringify(seen)).not.toContain('Mạc')
  clock.moveTo(now + 61_000)
  await first.ask('GET', board)
  expect(await looks('board.look')).toHaveLength(3)
})

test('names beside findings are a look too: at whom', async () => {
  const [person] = await running.database.sql<{ attempt: string; contestant: string }[]>`
    select id as attempt, contestant_id as contestant from attempts where contest_id = ${contest.contestId} limit 1`
  await running.database.sql`
    insert into integrity_findings (contest_id, id, round_id, kind, subject, attempt_ids, evidence, opened_at)
    values (${contest.contestId}, gen_random_uuid(), ${contest.roundId}, 'too-fast', 'x', ${`{${person?.attempt}}`}::text::uuid[], '{}', now())`
  const official = await logInAs(running, 'official')
  const { body } = await official.ask('GET', `/contests/${contest.slug}/findings`)
  expect(JSON.stringify(body)).toContain('Mạc Thị Kín')
  expect((await looks('finding.look')).at(-1)).toMatchObject({ by: { name: official.username }, subject: { contestantIds: [person?.contestant] } })
})
