import type { Attachment } from '../../../question-bank/attachment.ts'
import { type Blueprint, drawQuestions } from '../../../question-bank/paper.ts'
import { writeInWorker } from '../../../question-bank/worker/write-in-worker.ts'
import type { Clock } from '../../clock.ts'
import type { PrintedPapers, PrintedPapersList, PrintRequest } from '../../contract/bank-prints.ts'
import { Problem } from '../../contract/errors.ts'
import type { Ids } from '../../ids.ts'
import type { ActBy } from '../audit/act.ts'
import type { AttachmentsStore } from './attachments-store.ts'
import type { ExportedFile } from './exports-service.ts'
import type { PrintHead, PrintsStore } from './prints-store.ts'
import { amendedQuestionOf, digestsOf, questionOf } from './question-rows.ts'
import type { QuestionRow, QuestionsStore } from './questions-store.ts'
import type { WritingTurns } from './writing-turns.ts'

type Dependencies = {
  store: PrintsStore
  questions: QuestionsStore
  attachments: AttachmentsStore
  contests: { bySlug(slug: string): Promise<{ rounds: readonly { id: number; settings: { blueprint: Blueprint } }[] }> }
  turns: WritingTurns
  ids: Ids
  clock: Clock
}

const mostListed = 100
/** Every paper holds its pictures: what all of them hold together. */
const mostPictureBytes = 100 * 1024 * 1024

/** Printed papers: what they were made from is kept, and the same papers are made of it whenever they are asked for. */
export function createPrintsService({ store, questions, attachments, contests, turns, ids, clock }: Dependencies) {
  async function chosen(questionIds: readonly string[]): Promise<string[]> {
    const approved = new Map((await questions.approvedOf(questionIds)).map(({ id, revisionId }) => [id, revisionId]))
    const errors = questionIds.flatMap((id, index) =>
      approved.has(id) ? [] : [{ at: `from/questionIds/${index}`, reason: 'no approved revision of this question is in the bank' }],
    )
    if (errors.length > 0) throw new Problem('BAD_REQUEST', { errors })
    return questionIds.map((id) => approved.get(id) as string)
  }

  async function drawn(slug: string, roundId: number, seed: Uint8Array): Promise<string[]> {
    const round = (await contests.bySlug(slug)).rounds.find(({ id }) => id === roundId)
    if (!round) throw new Problem('ROUND_NOT_FOUND')
    return drawQuestions({ seed, roundId, attemptNo: 1, blueprint: round.settings.blueprint }).map(({ revisionId }) => revisionId)
  }

  return {
    async create(by: ActBy, { actionId, from, ...request }: PrintRequest): Promise<PrintedPapers> {
      const known = await store.byAction(actionId)
      if (known) return present(known)
      const [seed, nowMs] = [ids.secret(32), clock.now()]
      const revisionIds = 'questionIds' in from ? await chosen(from.questionIds) : await drawn(from.contest, from.roundId, seed)
      await store.add(by, actionId, {
        id: ids.uuid(nowMs),
        title: request.title,
        organizer: request.organizer,
        durationMinutes: request.durationMinutes ?? null,
        codes: request.codes,
        shuffleQuestions: request.shuffleQuestions ?? true,
        shuffleOptions: request.shuffleOptions ?? true,
        seed,
        revisionIds,
        createdAt: new Date(nowMs),
      })
      // whoever sent the same action twice at once meets the one that came first
      return present((await store.byAction(actionId)) as PrintHead)
    },
    async list(): Promise<PrintedPapersList> {
      return { prints: (await store.latest(mostListed)).map(present) }
    },
    /** A zip with a paper for each code and the sheet of keys, the keys as they are in force now. */
    async file(printId: string): Promise<ExportedFile> {
      const print = await store.find(printId)
      if (!print) throw new Problem('NOT_FOUND')
      return turns.inTurn(async () => {
        const rows = new Map((await questions.byRevisions(print.revisionIds)).map((row) => [row.revisionId, row]))
        const inOrder = print.revisionIds.flatMap((id) => rows.get(id) ?? [])
        const { bytes } = await writeInWorker({
          kind: 'exam',
          bank: { questions: inOrder.map(amendedQuestionOf), attachments: await picturesOf(inOrder, print.codes.length) },
          settings: {
            title: print.title,
            organizer: print.organizer,
            ...(print.durationMinutes === null ? {} : { durationMinutes: print.durationMinutes }),
            codes: print.codes,
            seed: print.seed,
            shuffleQuestions: print.shuffleQuestions,
            shuffleOptions: print.shuffleOptions,
          },
        })
        return { bytes, fileName: 'de-thi.zip', mediaType: 'application/zip' }
      })
    },
  }

  async function picturesOf(rows: readonly QuestionRow[], copies: number): Promise<Attachment[]> {
    const digests = [...new Set(rows.flatMap((row) => digestsOf(questionOf(row))))]
    const found = await attachments.findAll(digests, Math.floor(mostPictureBytes / copies))
    if (!found) throw new Problem('EXPORT_TOO_LARGE')
    return found
  }
}
export type PrintsService = ReturnType<typeof createPrintsService>

function present({ id, title, codes, questionCount, createdAt, author }: PrintHead): PrintedPapers {
  return { printId: id, title, codes, questionCount, createdAt: createdAt.toISOString(), author }
}
