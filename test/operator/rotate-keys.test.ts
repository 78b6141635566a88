import { expect, test } from 'vitest'
import { aParticipant } from '../helpers/participant.ts'
import { startTestApp, testSecret } from '../helpers/test-app.ts'
import { seedContest } from '../helpers/test-contest.ts'
import { runAdmin } from './run-admin.ts'

test('what the former secret protects is put under the present one; without the former one the command says so and ends with 1', async () => {
  const running = await startTestApp()
  const contest = await seedContest(running)
  await aParticipant(running.origin, contest)
  const { user, pass, host, port, database: name } = running.database.sql.options
  const SECRET_KEY = 'another-secret-of-at-least-thirty-two-characters'
  const environment = { DATABASE_URL: `postgres://${user}:${pass}@${host[0]}:${port[0]}/${name}`, DATA_DIR: running.dataDir, SECRET_KEY }
  expect(await runAdmin(['rotate-keys'], environment)).toMatchObject({ code: 1, out: expect.stringContaining('1 people cannot be read') })
  expect(await runAdmin(['rotate-keys'], { ...environment, SECRET_KEY_OLD: testSecret })).toMatchObject({ code: 0, err: '' })
  expect(await runAdmin(['rotate-keys'], environment)).toMatchObject({ code: 0, err: '' })
})
