import type { Sql } from 'postgres'
import { createContest } from '../../server/features/contests/create-contest.ts'
import { type RoundSettings, usualRules } from '../../server/features/contests/round-settings.ts'
import { addUnits } from '../../server/features/units/add-units.ts'
import { createSecrets } from '../../server/secrets.ts'
import { createTokens } from '../../server/tokens.ts'
import { serviceSecret } from '../helpers/service-process.ts'
import { sixUnits } from '../helpers/six-units.ts'

export type DrillContest = { contestId: number; slug: string; roundId: number; settings: RoundSettings; people: { id: string; token: string }[] }

export const questionCount = 20
const poolSize = 60
const hourMs = 3_600_000

/** A contest written straight into the database: a tree, a bank, one round with both boards, and registered people. */
export async function seedDrillContest(sql: Sql, people: number, changes: Partial<RoundSettings> = {}): Promise<DrillContest> {
  const slug = 'dien-tap'
  const { settings, contestId, roundId } = await sql.begin(async (transaction) => {
    await addUnits(transaction, sixUnits)
    const revisions = await transaction<{ id: string }[]>`
      with made as (
        insert into questions (id, topic, level, search_text) select gen_random_uuid(), 'Diễn tập', '', '' from generate_series(1, ${poolSize}) returning id
      ), numbered as (select id, row_number() over ()::integer as n from made)
      insert into question_revisions (id, question_id, number, content, key)
      select gen_random_uuid(), id, 1,
        jsonb_build_object('type', 'single-choice', 'stem', 'Câu hỏi số ' || n || '?', 'options', jsonb_build_array('Một', 'Hai', 'Ba', 'Bốn')),
        jsonb_build_object('correct', n % 4) from numbered returning id`
    const made: RoundSettings = {
      ...usualRules,
      durationSeconds: 1_800,
      graceSeconds: 2,
      attemptsAllowed: 2,
      blueprint: {
        pools: [{ id: 'all', draw: questionCount, pointsThousandths: 500, revisionIds: revisions.map((revision) => revision.id) }],
        shuffleQuestions: true,
        shuffleOptions: true,
      },
      ...changes,
    }
    const contest = await createContest(transaction, {
      slug,
      title: 'Hội thi diễn tập',
      organizer: 'Ban tổ chức',
      summary: '',
      rules: [],
      consents: [],
      unitLevels: ['Tỉnh', 'Xã', 'Chi đoàn'],
      allowedOrigins: [],
      rounds: [
        {
          title: 'Vòng 1',
          opensAt: new Date(Date.now() - hourMs),
          closesAt: new Date(Date.now() + hourMs),
          // a freeze that lies ahead: the public board is kept apart and must equal the official one
          freezesAt: new Date(Date.now() + hourMs / 2),
          settings: made,
        },
      ],
    })
    return { settings: made, contestId: contest.contestId, roundId: contest.roundIds[0] as number }
  })
  await sql`
    insert into contestants (contest_id, id, action_id, request_digest, seed, unit_id, device, consents, registered_at)
    select ${contestId}, uuidv7(), gen_random_uuid(), '\\x00', substring(sha256((n || 'seed')::bytea) for 16),
      (array(select id from units where code like 'C%' order by id))[1 + n % 3], 'device-' || n, '[]', now() from generate_series(1, ${people}) n`
  const tokens = createTokens(createSecrets({ present: serviceSecret, previous: '' }))
  const rows = await sql<{ id: string }[]>`select id from contestants where contest_id = ${contestId} order by substring(device from 8)::integer`
  return { contestId, slug, roundId, settings, people: rows.map(({ id }) => ({ id, token: tokens.sign({ kind: 'contestant', contestId, id }) })) }
}
