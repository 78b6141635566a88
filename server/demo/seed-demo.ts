import { makeQuestion } from '../../question-bank/question.ts'
import { richTextFromPlain } from '../../question-bank/rich-text/plain-text.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/client.ts'
import type { BankService } from '../features/bank/bank-service.ts'
import { createContest } from '../features/contests/create-contest.ts'
import { usualRules } from '../features/contests/round-settings.ts'
import type { ServiceStateStore } from '../features/service/service-state-store.ts'
import { addUnits } from '../features/units/add-units.ts'
import { demoContest } from './demo-contest.ts'
import { demoQuestions } from './demo-questions.ts'
import { demoUnitLevels, demoUnits } from './demo-units.ts'

const dayMs = 86_400_000
export const demoSlug = demoContest.slug

type Dependencies = {
  database: Database
  bank: BankService
  serviceState: ServiceStateStore
  clock: Clock
  portalOrigins: readonly string[]
  onStep(step: string): void
}

/** Seeds the demonstration once. Its portal may have moved to another port since, so its origins are renewed. */
export async function seedDemo({ database, bank, serviceState, clock, portalOrigins, onStep }: Dependencies): Promise<void> {
  if (await serviceState.hasContests()) {
    await database.sql`update contests set allowed_origins = ${database.sql.json([...portalOrigins])} where slug = ${demoSlug}`
    return
  }
  onStep('seeding the demonstration contest')
  // one transaction: a start cut short leaves nothing, the next one seeds again
  await database.sql.begin(async (transaction) => {
    // of several processes that start at once on an empty database one seeds, the others find it done
    await transaction`select pg_advisory_xact_lock(hashtextextended('seed the demonstration', 7407))`
    const [seeded] = await transaction`select from contests limit 1`
    if (seeded) return
    await addUnits(transaction, demoUnits)
    const stored = await bank.store(
      transaction,
      demoQuestions.map(({ stem, options, correct, topic, level, explanation, source }) =>
        makeQuestion(
          { type: 'single-choice', stem: richTextFromPlain(stem), options: options.map(richTextFromPlain) },
          { correct },
          { topic: [topic], level, explanation: richTextFromPlain(explanation), source },
        ),
      ),
    )
    const opensAt = new Date(Math.floor(clock.now() / 3_600_000) * 3_600_000)
    const closesAt = new Date(opensAt.getTime() + 30 * dayMs)
    await createContest(transaction, {
      ...demoContest,
      unitLevels: demoUnitLevels,
      allowedOrigins: portalOrigins,
      rounds: [
        {
          title: 'Vòng 1',
          opensAt,
          closesAt,
          // the last day belongs to suspense: the public board stands still, officials see on
          freezesAt: new Date(closesAt.getTime() - dayMs),
          settings: {
            ...usualRules,
            durationSeconds: 15 * 60,
            graceSeconds: 5,
            attemptsAllowed: 3,
            blueprint: { pools: poolsByTopic(stored), shuffleQuestions: true, shuffleOptions: true },
          },
        },
      ],
    })
  })
}

/** Twenty questions of one point, five of each topic. */
function poolsByTopic(stored: readonly { topic: string; revisionId: string }[]) {
  const byTopic = Map.groupBy(stored, (question) => question.topic)
  return [...byTopic].map(([topic, questions]) => ({
    id: topic,
    draw: Math.floor(20 / byTopic.size),
    pointsThousandths: 1_000,
    revisionIds: questions.map((question) => question.revisionId),
  }))
}
