import { makeQuestion, type Question } from '../../question-bank/question.ts'
import type { App } from '../../server/app.ts'
import type { ContestRules } from '../../server/contract/contest-rules.ts'
import type { ConsentText } from '../../server/contract/contests.ts'
import type { Database } from '../../server/database/client.ts'
import { createContest } from '../../server/features/contests/create-contest.ts'
import { type RoundSettings, usualRules } from '../../server/features/contests/round-settings.ts'
import { addUnits } from '../../server/features/units/add-units.ts'
import { sixUnits } from './six-units.ts'

export type TestContest = { slug: string; contestId: number; roundId: number; unitIds: Record<string, number> }

type Options = {
  slug?: string
  questionCount?: number
  poolSize?: number
  correct?: (question: number) => number
  opensAt?: Date
  closesAt?: Date
  freezesAt?: Date | null
  settings?: Partial<RoundSettings>
  /** Rounds after the first one, each like it but for what is said here. */
  moreRounds?: { opensAt?: Date; closesAt?: Date; freezesAt?: Date | null; settings?: Partial<RoundSettings> }[]
  /** Of the contest. */
  rules?: Partial<ContestRules>
  allowedOrigins?: string[]
  consents?: ConsentText[]
  /** Instead of made-up single-choice questions: the paper holds them all, in this order. */
  bank?: readonly Question[]
}

const hourMs = 3_600_000

/** A small contest of its own: a tree of three levels, a bank, one open round. */
export async function seedContest(
  { database, app }: { database: Database; app: App },
  options: Options = {},
): Promise<TestContest & { allRoundIds: number[] }> {
  const { slug = 'hoi-thi', questionCount = 5, poolSize = questionCount * 3, correct = (question) => question % 4, allowedOrigins = [] } = options
  const now = Date.now()
  const seeded = await database.sql.begin(async (transaction) => {
    const [known] = await transaction`select 1 from units limit 1`
    if (!known) {
      await addUnits(transaction, sixUnits)
    }
    const questions = await app.features.bank.store(
      transaction,
      options.bank ??
        Array.from({ length: poolSize }, (_, question) =>
          makeQuestion(
            {
              type: 'single-choice',
              stem: `Câu hỏi số ${question} của ngân hàng?`,
              options: [`Phương án ${question} một`, `Phương án ${question} hai`, `Phương án ${question} ba`, `Phương án ${question} bốn`],
            },
            { correct: correct(question) },
          ),
        ),
    )
    return createContest(transaction, {
      slug,
      title: 'Hội thi kiểm thử',
      organizer: 'Ban tổ chức',
      summary: 'Một cuộc thi để kiểm thử.',
      rules: ['Thể lệ.'],
      consents: options.consents ?? [{ id: 'registration', version: 1, text: 'Tôi đồng ý.', required: true }],
      unitLevels: ['Tỉnh', 'Xã', 'Chi đoàn'],
      allowedOrigins,
      settings: options.rules ?? {},
      rounds: [{}, ...(options.moreRounds ?? [])].map((own: NonNullable<Options['moreRounds']>[number], index) => ({
        title: `Vòng ${index + 1}`,
        opensAt: own.opensAt ?? options.opensAt ?? new Date(now - hourMs),
        closesAt: own.closesAt ?? options.closesAt ?? new Date(now + hourMs),
        freezesAt: (own.freezesAt === undefined ? options.freezesAt : own.freezesAt) ?? null,
        settings: {
          ...usualRules,
          durationSeconds: 900,
          graceSeconds: 2,
          attemptsAllowed: 3,
          blueprint: {
            pools: options.bank
              ? questions.map(({ revisionId }) => ({ id: revisionId, draw: 1, pointsThousandths: 1_000, revisionIds: [revisionId] }))
              : [{ id: 'all', draw: questionCount, pointsThousandths: 1_000, revisionIds: questions.map((question) => question.revisionId) }],
            shuffleQuestions: !options.bank,
            shuffleOptions: !options.bank,
          },
          ...options.settings,
          ...own.settings,
        },
      })),
    })
  })
  // a job may have looked at the tree before it was planted
  app.features.units.forget()
  const rows = await database.sql<{ code: string; id: number }[]>`select code, id from units`
  return {
    slug,
    contestId: seeded.contestId,
    roundId: seeded.roundIds[0] as number,
    allRoundIds: seeded.roundIds,
    unitIds: Object.fromEntries(rows.map((row) => [row.code, row.id])),
  }
}
