import { type KeyChange, type KeyInForce, keyInForce } from '../../../question-bank/amended-key.ts'
import type { QuestionContent } from '../../../question-bank/question.ts'
import { keyFaults } from '../../../question-bank/read-question.ts'
import { sentenceFor } from '../../../question-bank/reason.ts'
import type { Amendment, AmendmentList, AmendmentRequest } from '../../contract/bank.ts'
import { Problem } from '../../contract/errors.ts'
import { isUniqueViolation } from '../../database/database-errors.ts'
import type { ActBy } from '../audit/act.ts'
import type { AmendmentRow, AmendmentsStore } from './amendments-store.ts'
import { isSameJson, storableJson, storableText } from './question-rows.ts'

type Dependencies = {
  store: AmendmentsStore
  announce(slug: string): void
  /** The amendment in force when the impact of this very change was looked at. */
  impactSeen(impactId: string, revisionId: string, change: KeyChange): Promise<number>
}

/**
 * A wrong key in use is mended beside the revision, by number, for ever; scores say which number they were made with.
 * `announce` tells every process that a contest is to be graded otherwise from now on.
 */
export function createAmendmentsService({ store, announce, impactSeen }: Dependencies) {
  async function replayed(revisionId: string, change: KeyChange, reason: string, actionId: string): Promise<Amendment | undefined> {
    const made = await store.byAction(actionId)
    if (!made) return undefined
    if (made.revisionId !== revisionId || made.reason !== reason || !isSameJson(made.change, change)) throw new Problem('ACTION_ID_REUSED')
    return present(made)
  }

  return {
    /** Refuses a change that no answer to this question could be judged by. */
    async refuseUnfit(revisionId: string, change: KeyChange): Promise<void> {
      const [revision] = await store.revisions([revisionId], 0)
      if (!revision) throw new Problem('QUESTION_NOT_FOUND')
      refuseUnfit(revision.content, change)
    },
    async amend(by: ActBy, revisionId: string, request: AmendmentRequest): Promise<Amendment> {
      const { actionId } = request
      const reason = storableText(request.reason).normalize('NFC').trim()
      if (reason === '') throw new Problem('BAD_REQUEST', { errors: [{ at: 'reason', reason: 'an amendment needs a reason' }] })
      const change = JSON.parse(storableJson(request.change)) as KeyChange
      const [revision] = await store.revisions([revisionId], 0)
      if (!revision) throw new Problem('QUESTION_NOT_FOUND')
      refuseUnfit(revision.content, change)
      const before = await replayed(revisionId, change, reason, actionId)
      if (before) return before
      const seen =
        request.impactId === undefined ? undefined : { id: request.impactId, keyNumber: await impactSeen(request.impactId, revisionId, change) }
      try {
        await store.add(by, { revisionId, change, reason, actionId, seen })
      } catch (error) {
        if (!isUniqueViolation(error, 'one_amendment_per_action')) throw error
      }
      for (const slug of await store.contestsWith(revisionId)) announce(slug)
      const stored = await replayed(revisionId, change, reason, actionId)
      if (!stored) throw new Error('an amendment was stored and is not there')
      return stored
    },
    async list(revisionId: string): Promise<AmendmentList> {
      return { amendments: (await store.of(revisionId)).map(present) }
    },
    /** The number that scores made from now on carry. */
    latestNumber: () => store.latestNumber(),
    /** How each revision is graded at one key number; the same for ever. */
    async keysAt(revisionIds: readonly string[], number: number): Promise<Map<string, KeyInForce>> {
      const revisions = await store.revisions(revisionIds, number)
      return new Map(revisions.map(({ id, key, amendments }) => [id, keyInForce(key, amendments, number)]))
    },
  }
}
export type AmendmentsService = ReturnType<typeof createAmendmentsService>

function refuseUnfit(content: QuestionContent, change: KeyChange): void {
  const keys = change.kind === 'other-key' ? [change.key] : change.kind === 'several-keys' ? change.keys : []
  const faults = keys.flatMap((key) => keyFaults({ content }, key))
  if (faults.length > 0) throw new Problem('QUESTION_REFUSED', { errors: faults.map((fault) => ({ at: 'change', reason: sentenceFor(fault) })) })
}

function present({ createdAt, ...row }: AmendmentRow): Amendment {
  return { ...row, createdAt: createdAt.toISOString() }
}
