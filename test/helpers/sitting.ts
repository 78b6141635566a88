import { type Answer, aParticipant } from './participant.ts'
import type { TestContest } from './test-contest.ts'

/** Somebody who has started through the API and answered some questions, not yet submitted. */
export async function aSitting(origin: string, contest: TestContest, answers: readonly number[], changes: Record<string, unknown> = {}) {
  const person = await aParticipant(origin, contest, changes)
  const started = must(await person.start())
  const attempt = person.attempt(started.body)
  if (answers.length > 0) must(await attempt.save(answers.map((answer, question) => person.aTap(question, answer))))
  return { attemptId: started.body.attemptId, submit: async () => must(await attempt.submit()).body }
}

function must<Body>(answer: Answer<Body>): Answer<Body> {
  if (answer.status >= 300) throw new Error(`refused: ${JSON.stringify(answer.body)}`)
  return answer
}
