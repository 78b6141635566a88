import { type GradingMaterial, gradePaper } from '../../../question-bank/grading.ts'
import type { PaperQuestion } from '../../../question-bank/paper.ts'
import { questionTypeOf } from '../../../question-bank/types/question-types.ts'
import type { Clock } from '../../clock.ts'
import type { AttemptReview } from '../../contract/attempts.ts'
import { Problem } from '../../contract/errors.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import { isAtLeast, revealedNow } from '../contests/revealed-now.ts'
import { finalAnswers, paperOf, readLog } from './attempt-scoring.ts'
import type { AttemptBearer, AttemptsService } from './attempts-service.ts'
import type { AttemptsStore } from './attempts-store.ts'
import type { ReviewsStore } from './reviews-store.ts'

type Dependencies = {
  store: ReviewsStore
  logs: Pick<AttemptsStore, 'logs'>
  attempts: Pick<AttemptsService, 'findAttempt'>
  contests: Pick<ContestsService, 'byId' | 'round' | 'material'>
  clock: Clock
}

/** One's own paper with right answers, once the round shows them: until then no key leaves the server. */
export function createReviewsService({ store, logs, attempts, contests, clock }: Dependencies) {
  return {
    async reviewOf(bearer: AttemptBearer): Promise<AttemptReview> {
      const attempt = await attempts.findAttempt(bearer)
      const { contestId, roundId, id: attemptId, scoreThousandths } = attempt
      const [round, { publishedAt }] = [await contests.round(contestId, roundId), await contests.byId(contestId)]
      const hasRunningAttempts = round.settings.reveal.when === 'after-round' && (await store.hasRunning(contestId, roundId))
      const revealed = revealedNow(round, { publishedAt, hasRunningAttempts }, clock.now())
      if (attempt.state === 'open' || scoreThousandths === null || !isAtLeast(revealed, 'answers')) throw new Problem('RESULT_NOT_READY')
      const material = await contests.material(contestId, roundId, attempt.roundVersion)
      const paper = paperOf(attempt, material)
      const answers = finalAnswers(readLog((await logs.logs(contestId, [attemptId])).get(attemptId)), attempt.questionCount)
      const isExplained = isAtLeast(revealed, 'explanations')
      const explanations = isExplained ? await store.explanations(paper.map(({ revisionId }) => revisionId)) : undefined
      return {
        attemptId,
        reveals: isExplained ? 'explanations' : 'answers',
        scoreThousandths,
        questions: paper.map((question, position) => {
          const graded = material.revisions.get(question.revisionId)
          if (!graded) throw new Error(`revision ${question.revisionId} is on a paper but not in the bank`)
          const explanation = explanations?.get(question.revisionId)
          const answer = answers[position]
          const one = gradePaper([question], [answer], () => graded, material.settings)
          const isMarked = questionTypeOf(graded.content).gradedBy === 'machine' || isVoided(graded)
          return {
            question: questionTypeOf(graded.content).present(graded.content, question.orders),
            answer: answer ?? null,
            right: rightAnswers(question, graded),
            ...(explanation === undefined ? {} : { explanation }),
            pointsThousandths: question.pointsThousandths,
            earnedThousandths: isMarked ? one.scoreThousandths : null,
            isVoided: isVoided(graded),
          }
        }),
      }
    },
  }
}
export type ReviewsService = ReturnType<typeof createReviewsService>

function isVoided({ inForce }: GradingMaterial): boolean {
  return inForce !== undefined && inForce.kind !== 'keys'
}

/** Every key in force, written as this paper shows it. */
function rightAnswers({ orders }: PaperQuestion, { content, key, inForce }: GradingMaterial): string[] {
  if (inForce !== undefined && inForce.kind !== 'keys') return []
  const type = questionTypeOf(content)
  if (type.gradedBy !== 'machine') return []
  return (inForce?.keys ?? [key]).flatMap((one) => {
    const full = type.fullAnswer(content, one)
    return full === undefined ? [] : [type.write(content, full as never, orders)]
  })
}
