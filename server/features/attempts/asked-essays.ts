import type { AskedEssay } from '../../../question-bank/grading.ts'
import { arrayOf } from '../../database/array-literal.ts'
import type { Ids } from '../../ids.ts'

/** The answers of one attempt that people are asked to mark, each with the code that markers name it by. */
export type AskedEssays = { attemptId: string; essays: readonly (AskedEssay & { code: string })[] }

const codeLength = 16

export function withCodes(essays: readonly AskedEssay[], ids: Pick<Ids, 'code'>): AskedEssays['essays'] {
  return essays.map((essay) => ({ ...essay, code: ids.code(codeLength) }))
}

/** The SQL that puts essays of attempts, given as the relation `scored`, before the markers. `first` is the number of its first parameter. */
export function askSql(first: number): string {
  return `insert into essay_answers (contest_id, attempt_id, question, round_id, revision_id, code, most_thousandths)
    select s.contest_id, s.id, e.question, s.round_id, e.revision_id, e.code, e.most
    from scored s join unnest($${first}::text::uuid[], $${first + 1}::text::smallint[], $${first + 2}::text::uuid[], $${first + 3}::text::text[], $${first + 4}::text::integer[])
      as e(attempt_id, question, revision_id, code, most) on e.attempt_id = s.id`
}

/** Its parameters. */
export function columnsOfAsked(attempts: readonly AskedEssays[]): string[] {
  const asked = attempts.flatMap(({ attemptId, essays }) => essays.map((essay) => ({ attemptId, ...essay })))
  return [
    arrayOf(asked, (essay) => essay.attemptId),
    arrayOf(asked, (essay) => essay.position),
    arrayOf(asked, (essay) => essay.revisionId),
    arrayOf(asked, (essay) => essay.code),
    arrayOf(asked, (essay) => essay.pointsThousandths),
  ]
}
