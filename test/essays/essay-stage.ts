import { randomUUID } from 'node:crypto'
import { makeQuestion } from '../../question-bank/question.ts'
import type { EssayMark, EssayMarks, EssayPage, EssayProgress, EssayToMark } from '../../server/contract/essays.ts'
import { aQuestion, type BankStage } from '../bank/bank-stage.ts'
import { aParticipant } from '../helpers/participant.ts'
import type { Staff } from '../helpers/staff.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'

export type EssayContest = TestContest & { revisionIds: string[] }

const anEssay = (stem: string) => makeQuestion({ type: 'essay', stem, mostWords: 300 }, { guide: 'Nêu đủ ba ý.' })

/** A paper of one choice, whose first option is keyed, and two essays, a point each. */
export async function openEssayContest(
  stage: BankStage,
  slug: string,
  options: Partial<Parameters<typeof seedContest>[1]> = {},
): Promise<EssayContest> {
  const contest = await seedContest(stage, { slug, bank: [aQuestion(), anEssay(`Vì sao? ${slug}`), anEssay(`Thế nào? ${slug}`)], ...options })
  const [row] = await stage.sql<{ ids: string[] }[]>`
    select jsonb_path_query_array(settings, '$.blueprint.pools[*].revisionIds[0]') as ids from round_versions where contest_id = ${contest.contestId}`
  return { ...contest, revisionIds: row?.ids ?? [] }
}

export type Person = Awaited<ReturnType<typeof aParticipant>>
export const newPerson = (stage: BankStage, contest: TestContest) => aParticipant(stage.origin, contest)

/** What was answered: the choice and the two texts; null leaves one open. */
export async function sit(person: Person, answers: readonly (string | null)[]) {
  const attempt = person.attempt((await person.start()).body)
  await attempt.save(answers.flatMap((answer, question) => (answer === null ? [] : [person.aTap(question, answer)])))
  await attempt.submit()
  return attempt
}

/** A marker at work on one round. */
export function aDesk({ ask }: Pick<Staff, 'ask'>, { slug, roundId }: { slug: string; roundId: number }) {
  const path = `/contests/${slug}/rounds/${roundId}/essays`
  const page = async (query = '') => (await ask<EssayPage>('GET', `${path}${query}`)).body
  return {
    page,
    /** The answer with this text. */
    async essay(text: string): Promise<EssayToMark> {
      const found = (await page('?limit=50')).essays.find(({ answer }) => answer === text)
      if (!found) throw new Error(`nobody wrote “${text}”`)
      return found
    },
    progress: async () => (await ask<EssayProgress>('GET', `${path}/progress`)).body,
    history: (code: string) => ask<EssayMarks>('GET', `${path}/${code}/marks`),
    mark: (code: string, pointsThousandths: number, more: { actionId?: string; replaces?: number; note?: string } = {}) =>
      ask<EssayMark>('POST', `${path}/${code}/marks`, { actionId: randomUUID(), replaces: 0, pointsThousandths, ...more }),
  }
}
