import type { Sql, TransactionSql } from 'postgres'
import { createContest, type NewContest } from '../server/features/contests/create-contest.ts'
import { type RoundSettings, usualRules } from '../server/features/contests/round-settings.ts'
import { addUnits } from '../server/features/units/add-units.ts'

type Made = Pick<NewContest, 'slug'> &
  Partial<Pick<NewContest, 'consents' | 'settings'>> & { questionCount: number; rules?: Partial<RoundSettings>; roundTitles: string[] }

const hourMs = 3_600_000
const poolSize = 200

/** A contest to be measured, with open rounds and a bank of long questions as people write them. The tree of units is planted once. */
export async function makeContest(
  transaction: TransactionSql,
  { slug, consents = [], settings = {}, questionCount, rules = {}, roundTitles }: Made,
): Promise<{ contestId: number; roundIds: number[]; unitId: number }> {
  const [known] = await transaction`select from units limit 1`
  if (!known) {
    await addUnits(transaction, [
      { code: 'T', name: 'Tỉnh', parentCode: null },
      { code: 'X', name: 'Xã', parentCode: 'T' },
      { code: 'C', name: 'Chi đoàn', parentCode: 'X' },
    ])
  }
  const [unit] = await transaction<{ id: number }[]>`select id from units where code = 'C'`
  const revisions = await transaction<{ id: string }[]>`
    with made as (
      insert into questions (id, topic, level, search_text) select gen_random_uuid(), 'Chủ đề', '', '' from generate_series(1, ${poolSize}) returning id
    )
    insert into question_revisions (id, question_id, number, content, key)
    select gen_random_uuid(), id, 1,
      jsonb_build_object('type', 'single-choice', 'stem', 'Theo quy định hiện hành, khi nhận được cuộc gọi tự xưng cơ quan nhà nước yêu cầu chuyển tiền thì người dân nên làm gì? ' || id,
        'options', jsonb_build_array('Bình tĩnh, không chuyển tiền và báo cho công an nơi gần nhất', 'Chuyển ngay để tránh bị phạt', 'Cung cấp mã xác thực để họ kiểm tra giúp', 'Gọi lại số đó và làm theo hướng dẫn')),
      '{"correct": 0}' from made returning id`
  const ofRounds: RoundSettings = {
    ...usualRules,
    durationSeconds: 3_000,
    graceSeconds: 5,
    blueprint: {
      pools: [{ id: 'all', draw: questionCount, pointsThousandths: 1_000, revisionIds: revisions.map((revision) => revision.id) }],
      shuffleQuestions: true,
      shuffleOptions: true,
    },
    ...rules,
  }
  const contest = await createContest(transaction, {
    slug,
    title: slug,
    organizer: 'Ban tổ chức',
    summary: '',
    rules: [],
    consents,
    settings,
    unitLevels: ['Tỉnh', 'Xã', 'Chi đoàn'],
    allowedOrigins: [],
    rounds: roundTitles.map((title) => ({
      title,
      opensAt: new Date(Date.now() - hourMs),
      closesAt: new Date(Date.now() + 10 * hourMs),
      freezesAt: null,
      settings: ofRounds,
    })),
  })
  return { ...contest, unitId: unit?.id ?? 0 }
}

/** Attempts that people who are registered have just started. */
export async function openAttempts(
  sql: Sql,
  {
    contestId,
    roundId,
    questionCount,
    count,
    attemptNo = 1,
  }: { contestId: number; roundId: number; questionCount: number; count: number; attemptNo?: number },
): Promise<void> {
  await sql`
    insert into attempts (contest_id, id, round_id, contestant_id, unit_id, attempt_no, attempts_allowed, round_version, question_count, start_action_id, device, started_at,
      deadline_at, accepts_until, receipt_code)
    select ${contestId}, uuidv7(), ${roundId}, id, unit_id, ${attemptNo}, ${attemptNo}, 1, ${questionCount}, gen_random_uuid(), device, now(), now() + interval '50 minutes', now() + interval '51 minutes', 'ABCDEFGHJK'
    from contestants where contest_id = ${contestId} order by id limit ${count}`
}
