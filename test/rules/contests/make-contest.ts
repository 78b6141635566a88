import { makeQuestion } from '../../../question-bank/question.ts'
import { usualForm } from '../../../server/features/contestants/registration-form.ts'
import { createContest } from '../../../server/features/contests/create-contest.ts'
import { usualRules } from '../../../server/features/contests/round-settings.ts'
import { addUnits } from '../../../server/features/units/add-units.ts'
import { sixUnits } from '../../helpers/six-units.ts'
import type { TestApp } from '../../helpers/test-app.ts'
import type { TestContest } from '../../helpers/test-contest.ts'
import type { ContestTable } from './contest-table.ts'
import { msOf } from './moments.ts'

/** The right option of every question begins with it. */
export const right = 'Đúng'
const slug = 'hoi-thi'

export type MadeContest = TestContest & { roundIds: Map<string, number> }

/** The contest of a table with its units, questions and rounds; nobody is registered yet. */
export async function makeContest(running: TestApp, table: ContestTable): Promise<MadeContest> {
  const more = Object.entries(table.moreUnits ?? {}).map(([code, { name, in: parentCode }]) => ({ code, name, parentCode }))
  const { unitIds, ...made } = await running.database.sql.begin(async (transaction) => {
    await addUnits(transaction, [...sixUnits, ...more])
    // the migration looked at a real clock; the contest's own stands before it
    await transaction`update unit_tree set projected_on = '2000-01-01'`
    const units = await transaction<{ code: string; id: number }[]>`select code, id from units`
    const ids = Object.fromEntries(units.map(({ code, id }) => [code, id]))
    const most = Math.max(...table.rounds.map(({ questions }) => questions))
    const choices = await running.app.features.bank.store(
      transaction,
      Array.from({ length: most * 3 }, (_, n) =>
        makeQuestion(
          { type: 'single-choice', stem: `Câu hỏi số ${n}?`, options: [`${right} ${n}`, `Sai ${n} một`, `Sai ${n} hai`, `Sai ${n} ba`] },
          { correct: 0 },
        ),
      ),
    )
    const [guess] = await running.app.features.bank.store(transaction, [makeQuestion({ type: 'prediction', stem: 'Dự đoán số người tham gia?' }, {})])
    const created = await createContest(transaction, {
      slug,
      title: 'Hội thi theo thể lệ',
      organizer: 'Ban tổ chức',
      summary: '',
      rules: [],
      consents: [{ id: 'registration', version: 1, text: 'Tôi đồng ý.', required: true }],
      unitLevels: ['Tỉnh', 'Xã', 'Chi đoàn'],
      allowedOrigins: [],
      ...(table.contest ? { settings: table.contest } : {}),
      ...(table.isForMembers ? { registrationForm: { ...usualForm, isForMembers: true } } : {}),
      rounds: table.rounds.map(({ title, opens, closes, freezes, rules, forUnits, questions, points = 1_000, predicts }) => ({
        title,
        opensAt: new Date(msOf(opens)),
        closesAt: new Date(msOf(closes)),
        freezesAt: freezes ? new Date(msOf(freezes)) : null,
        settings: {
          ...usualRules,
          ...rules,
          ...(forUnits ? { eligibility: { ...rules?.eligibility, unitIds: forUnits.map((code) => ids[code] ?? 0) } } : {}),
          blueprint: {
            pools: [
              { id: 'all', draw: questions, pointsThousandths: points, revisionIds: choices.map(({ revisionId }) => revisionId) },
              ...(predicts ? [{ id: 'guess', draw: 1, pointsThousandths: 0, revisionIds: [guess?.revisionId ?? ''] }] : []),
            ],
            shuffleQuestions: false,
            shuffleOptions: true,
          },
        },
      })),
    })
    return { ...created, unitIds: ids }
  })
  running.app.features.units.forget()
  return {
    slug,
    contestId: made.contestId,
    roundId: made.roundIds[0] as number,
    roundIds: new Map(table.rounds.map(({ title }, index) => [title, made.roundIds[index] as number])),
    unitIds,
  }
}
