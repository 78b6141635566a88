import type { Sql } from 'postgres'
import { createContest } from '../../server/features/contests/create-contest.ts'
import { type RoundSettings, usualRules } from '../../server/features/contests/round-settings.ts'
import { addUnits } from '../../server/features/units/add-units.ts'

export type BenchContest = { contestId: number; slug: string; rounds: { start: number; save: number; submit: number } }

const questionCount = 20
const poolSize = 200

/** A contest with three rounds, one for each kind of write, filled by statements that run inside PostgreSQL. */
export async function seedBench(sql: Sql, people: number, saving: number): Promise<BenchContest> {
  const hour = 3_600_000
  const slug = 'bench'
  const { contestId, roundIds } = await sql.begin(async (transaction) => {
    await addUnits(transaction, [
      { code: 'T', name: 'Tỉnh', parentCode: null },
      { code: 'X', name: 'Xã', parentCode: 'T' },
      { code: 'C', name: 'Chi đoàn', parentCode: 'X' },
    ])
    const revisions = await transaction<{ id: string }[]>`
      with made as (
        insert into questions (id, topic, level, search_text) select gen_random_uuid(), 'Chủ đề', '', '' from generate_series(1, ${poolSize}) returning id
      )
      insert into question_revisions (id, question_id, number, content, key)
      select gen_random_uuid(), id, 1,
        jsonb_build_object('type', 'single-choice', 'stem', 'Theo quy định hiện hành, khi nhận được cuộc gọi tự xưng cơ quan nhà nước yêu cầu chuyển tiền thì người dân nên làm gì? ' || id,
          'options', jsonb_build_array('Bình tĩnh, không chuyển tiền và báo cho công an nơi gần nhất', 'Chuyển ngay để tránh bị phạt', 'Cung cấp mã xác thực để họ kiểm tra giúp', 'Gọi lại số đó và làm theo hướng dẫn')),
        '{"correct": 0}' from made returning id`
    const settings: RoundSettings = {
      ...usualRules,
      durationSeconds: 3_000,
      graceSeconds: 5,
      attemptsAllowed: 1,
      blueprint: {
        pools: [{ id: 'all', draw: questionCount, pointsThousandths: 1_000, revisionIds: revisions.map((revision) => revision.id) }],
        shuffleQuestions: true,
        shuffleOptions: true,
      },
    }
    const round = (title: string) => ({
      title,
      opensAt: new Date(Date.now() - hour),
      closesAt: new Date(Date.now() + 10 * hour),
      freezesAt: null,
      settings,
    })
    return createContest(transaction, {
      slug,
      title: 'Bench',
      organizer: 'Bench',
      summary: '',
      rules: [],
      consents: [],
      unitLevels: [],
      allowedOrigins: [],
      rounds: [round('start'), round('save'), round('submit')],
    })
  })
  const [start = 0, save = 0, submit = 0] = roundIds
  await sql`
    insert into contestants (contest_id, id, action_id, request_digest, seed, unit_id, device, consents, registered_at)
    select ${contestId}, uuidv7(), gen_random_uuid(), '\\x00', substring(sha256((n || 'seed')::bytea) for 16),
      (select id from units where code = 'C'), 'device-' || n, '[]', now() from generate_series(1, ${people}) n`
  for (const [round, count] of [
    [save, saving],
    [submit, people],
  ] as const) {
    await sql`
      insert into attempts (contest_id, id, round_id, contestant_id, unit_id, attempt_no, attempts_allowed, round_version, question_count, start_action_id, device, started_at,
        deadline_at, accepts_until, receipt_code)
      select ${contestId}, uuidv7(), ${round}, id, unit_id, 1, 1, 1, ${questionCount}, gen_random_uuid(), device, now(), now() + interval '50 minutes', now() + interval '51 minutes', 'ABCDEFGHJK'
      from contestants where contest_id = ${contestId} order by id limit ${count}`
  }
  await sql`
    insert into answer_log (contest_id, attempt_id, tap, question, is_overtaken, seq, received_at, action_id, device, answer)
    select ${contestId}, a.id, n, n - 1, false, n, now(), gen_random_uuid(), a.device, (n % 4)::text
    from attempts a, generate_series(1, ${questionCount}) n where a.contest_id = ${contestId} and a.round_id = ${submit} order by n, a.id`
  await sql`vacuum analyze`
  await sql`checkpoint`
  return { contestId, slug, rounds: { start, save, submit } }
}
