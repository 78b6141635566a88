import type { TransactionSql } from 'postgres'
import { Problem } from '../../contract/errors.ts'
import type { Database } from '../../database/client.ts'
import { isCheckViolation, isUniqueViolation } from '../../database/database-errors.ts'
import { type ActBy, recordActs } from '../audit/act.ts'
import type { StandingsService } from '../standings/standings-service.ts'

type Round = { contestId: number; roundId: number }
export type MarkRow = { number: number; pointsThousandths: number; markedBy: string; markedAt: Date | string; note: string }
export type MarkOrder = { actionId: string; replaces: number; pointsThousandths: number; note: string; by: ActBy }
/** Standings as they are now, for the boards. */
type Changed = Awaited<ReturnType<StandingsService['refold']>>
type Essay = { attemptId: string; question: number; contestantId: string }
type EssayNow = { revisionId: string; markNumber: number; mostThousandths: number; earlier: number | null; isClosed: boolean; given: number }

export type EssayMarksStore = ReturnType<typeof createEssayMarksStore>

export function createEssayMarksStore({
  database: { sql },
  standings,
}: {
  database: Database
  standings: Pick<StandingsService, 'hold' | 'refold'>
}) {
  const columns = sql`m.number, m.points_thousandths as "pointsThousandths", c.display_name as "markedBy", m.marked_at as "markedAt", m.note`
  const find = async ({ contestId, roundId }: Round, code: string): Promise<Essay | undefined> => {
    const [essay] = await sql<Essay[]>`
      select e.attempt_id as "attemptId", e.question, a.contestant_id as "contestantId"
      from essay_answers e join attempts a on a.contest_id = e.contest_id and a.id = e.attempt_id
      where e.contest_id = ${contestId} and e.round_id = ${roundId} and e.code = ${code}`
    return essay
  }

  return {
    /** Every mark an answer was ever given; undefined: there is no such answer. */
    async of(round: Round, code: string): Promise<MarkRow[] | undefined> {
      const essay = await find(round, code)
      if (!essay) return undefined
      return sql<MarkRow[]>`
        select ${columns} from essay_marks m join accounts c on c.id = m.marker_id
        where m.contest_id = ${round.contestId} and m.attempt_id = ${essay.attemptId} and m.question = ${essay.question} order by m.number`
    },

    /**
     * A mark, the score it changes and the standings that follow: all or nothing, and one after the other for each person, for every
     * mark and every scoring of a person holds that person. A repeat changes nothing and is answered with the mark of the first time.
     */
    async give(round: Round, code: string, order: MarkOrder): Promise<{ mark: MarkRow; changed: Changed }> {
      const essay = await find(round, code)
      return sql
        .begin(async (transaction) => {
          if (essay) await standings.hold(transaction, round.contestId, [essay.contestantId])
          const known = await replayed(transaction, round, essay, order)
          if (known) return { mark: known, changed: [] }
          if (!essay) throw new Problem('ESSAY_NOT_FOUND')
          const now = await stateOf(transaction, round, essay)
          refuseUnfit(now, order)
          const mark = await add(transaction, round, essay, now, order)
          const changed = await followScore(transaction, round, essay)
          await recordMark(transaction, round, essay, now, mark, order)
          return { mark, changed }
        })
        .catch((error: unknown) => {
          // the same action for answers of two people, at the same moment
          // marked before the attempt was opened again: whoever marks it anew says why
          if (isCheckViolation(error, 'a_change_has_a_reason'))
            throw new Problem('BAD_REQUEST', { errors: [{ at: 'note', reason: 'a changed mark needs a reason' }] })
          throw isUniqueViolation(error, 'one_mark_per_action') ? new Problem('ACTION_ID_REUSED') : error
        }) as Promise<{ mark: MarkRow; changed: Changed }>
    },
  }

  /** The same action, whatever has become of the answer since. */
  async function replayed(
    transaction: TransactionSql,
    { contestId }: Round,
    essay: Essay | undefined,
    order: MarkOrder,
  ): Promise<MarkRow | undefined> {
    const [known] = await transaction<(MarkRow & Pick<Essay, 'attemptId' | 'question'> & { markerId: number })[]>`
      select ${columns}, m.attempt_id as "attemptId", m.question, m.marker_id as "markerId"
      from essay_marks m join accounts c on c.id = m.marker_id where m.contest_id = ${contestId} and m.action_id = ${order.actionId}`
    if (!known) return undefined
    const isSame =
      known.attemptId === essay?.attemptId &&
      known.question === essay.question &&
      String(known.markerId) === order.by.id &&
      known.pointsThousandths === order.pointsThousandths &&
      known.note === order.note
    if (!isSame) throw new Problem('ACTION_ID_REUSED')
    return known
  }

  async function add(transaction: TransactionSql, { contestId }: Round, essay: Essay, now: EssayNow, order: MarkOrder): Promise<MarkRow> {
    const number = now.given + 1
    const [mark] = await transaction<MarkRow[]>`
      with m as (
        insert into essay_marks (contest_id, attempt_id, question, number, points_thousandths, most_thousandths, marker_id, marked_at, action_id, note)
        values (${contestId}, ${essay.attemptId}, ${essay.question}, ${number}, ${order.pointsThousandths}, ${now.mostThousandths}, ${order.by.id},
          ${new Date(order.by.atMs)}, ${order.actionId}, ${order.note}) returning *)
      select ${columns} from m join accounts c on c.id = m.marker_id`
    await transaction`
      update essay_answers set mark_number = ${number} where contest_id = ${contestId} and attempt_id = ${essay.attemptId} and question = ${essay.question}`
    return mark as MarkRow
  }

  /** By the key number the score was made with: a rescore that is on its way asks anew. */
  async function followScore(transaction: TransactionSql, { contestId, roundId }: Round, { attemptId, contestantId }: Essay): Promise<Changed> {
    await transaction`
      update attempts a set score_thousandths = a.score_thousandths - a.marked_thousandths + m.points, marked_thousandths = m.points, essays_waiting = m.waiting
      from (select f.* from attempts x cross join lateral essay_marks_of(x.contest_id, x.id, x.key_number) f
        where x.contest_id = ${contestId} and x.id = ${attemptId}) m
      where a.contest_id = ${contestId} and a.id = ${attemptId}`
    return standings.refold(transaction, { contestId, roundId }, [contestantId])
  }
}

async function stateOf(transaction: TransactionSql, { contestId }: Round, { attemptId, question }: Essay): Promise<EssayNow> {
  const [now] = await transaction<EssayNow[]>`
    select e.revision_id as "revisionId", e.mark_number as "markNumber", e.most_thousandths as "mostThousandths",
      (select m.points_thousandths from essay_marks m
        where m.contest_id = e.contest_id and m.attempt_id = e.attempt_id and m.question = e.question and m.number = e.mark_number) as earlier,
      (select count(*)::integer from essay_marks m where m.contest_id = e.contest_id and m.attempt_id = e.attempt_id and m.question = e.question) as given,
      a.state in ('submitted', 'expired') and a.key_number is not null as "isClosed"
    from essay_answers e join attempts a on a.contest_id = e.contest_id and a.id = e.attempt_id
    where e.contest_id = ${contestId} and e.attempt_id = ${attemptId} and e.question = ${question}`
  return now as EssayNow
}

function refuseUnfit({ isClosed, markNumber, mostThousandths }: EssayNow, { replaces, pointsThousandths }: MarkOrder): void {
  // an answer that may still change looks like one that is not there
  if (!isClosed) throw new Problem('ESSAY_NOT_FOUND')
  if (markNumber !== replaces) throw new Problem('ESSAY_MARK_CHANGED')
  if (pointsThousandths > mostThousandths) throw new Problem('ESSAY_POINTS_REFUSED')
}

async function recordMark(
  transaction: TransactionSql,
  { contestId, roundId }: Round,
  { attemptId, question }: Essay,
  { revisionId, earlier }: EssayNow,
  { number, pointsThousandths }: MarkRow,
  { note, by }: MarkOrder,
): Promise<void> {
  await recordActs(transaction, by, [
    {
      act: 'essay.mark',
      contestId,
      subject: { roundId, attemptId, question, revisionId, number },
      ...(earlier === null ? {} : { before: { pointsThousandths: earlier } }),
      after: { pointsThousandths },
      ...(note === '' ? {} : { reason: note }),
    },
  ])
}
