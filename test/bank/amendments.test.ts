import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { gradeInForce } from '../../question-bank/amended-key.ts'
import type { Question } from '../../question-bank/question.ts'
import type { Amendment, AmendmentList, BankPage, ExportLosses, QuestionView } from '../../server/contract/bank.ts'
import { afterFile } from '../helpers/after-file.ts'
import { aQuestion, type BankStage, openBankStage } from './bank-stage.ts'

const closing = afterFile()
let stage: BankStage
beforeAll(async () => {
  stage = await openBankStage(closing)
})

const amend = (revisionId: string, change: unknown, actionId: string = randomUUID()) =>
  stage.binh.post<Amendment>(`/revisions/${revisionId}/amendments`, { actionId, reason: 'Sách in sai', change })

describe('a wrong key in use is mended beside its revision', () => {
  test('by number: what an older number said stays true for ever', async () => {
    const question = aQuestion()
    const { revisionId } = await stage.binh.create(question)
    const other = await amend(revisionId, { kind: 'other-key', key: { correct: 2 } })
    const voided = await amend(revisionId, { kind: 'voided', as: 'taken-out' })
    expect(voided.body).toMatchObject({ number: other.body.number + 1, reason: 'Sách in sai', author: 'binh' })
    const { keysAt, latestNumber } = stage.app.features.amendments
    expect(await latestNumber()).toBe(voided.body.number)
    const gradeAt = async (number: number, answer: number) => {
      const inForce = (await keysAt([revisionId], number)).get(revisionId)
      if (!inForce) throw new Error('the revision is gone')
      return gradeInForce(question.content, inForce, answer)
    }
    expect(await gradeAt(0, 0)).toEqual({ part: 1, of: 1 })
    expect(await gradeAt(other.body.number, 0)).toEqual({ part: 0, of: 1 })
    expect(await gradeAt(other.body.number, 2)).toEqual({ part: 1, of: 1 })
    expect(await gradeAt(voided.body.number, 2)).toBeUndefined()
  })

  test('the question, lists and files show the key in force and that it was amended', async () => {
    const { questionId, revisionId } = await stage.binh.create(aQuestion({ tags: ['đính chính'] }))
    const { body } = await amend(revisionId, { kind: 'other-key', key: { correct: 2 } })
    const filter = `tag=${encodeURIComponent('đính chính')}`
    const shown = async () => (await stage.binh.get<QuestionView>(`/questions/${questionId}`)).body
    const file = async () => {
      const answer = await fetch(`${stage.origin}/api/v1/staff/bank/exports?format=json&${filter}`, { headers: stage.binh.headers })
      return ((await answer.json()) as { questions: Question[] }).questions
    }
    const losses = async () => (await stage.binh.get<ExportLosses>(`/exports/losses?format=json&${filter}`)).body.losses
    const amendment = { number: body.number, kind: 'other-key', correct: [[2]] }
    expect(await shown()).toMatchObject({ correct: [2], amendment, question: { key: { correct: 2 } } })
    expect((await stage.binh.get<BankPage>(`/questions?${filter}`)).body.questions).toMatchObject([{ correct: [2], amendment }])
    expect(await file()).toMatchObject([{ key: { correct: 2 } }])
    expect(await losses()).toEqual([])

    await amend(revisionId, { kind: 'several-keys', keys: [{ correct: 1 }, { correct: 3 }] })
    expect((await shown()).amendment).toMatchObject({ kind: 'several-keys', correct: [[1], [3]] })
    expect(await losses()).toEqual([{ what: expect.stringContaining('đính chính'), questionIds: [questionId] }])
    await amend(revisionId, { kind: 'voided', as: 'taken-out' })
    expect(await shown()).toMatchObject({ correct: [0], amendment: { kind: 'taken-out' } })
  })

  test('numbers are given one by one, however many come at once', async () => {
    const before = await stage.app.features.amendments.latestNumber()
    const { revisionId } = await stage.binh.create(aQuestion())
    const made = await Promise.all(Array.from({ length: 10 }, () => amend(revisionId, { kind: 'voided', as: 'full-marks' })))
    expect(made.map(({ body }) => body.number - before).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  test('a repeat gets the first answer; the same id for another change is refused', async () => {
    const [{ revisionId }, actionId] = [await stage.binh.create(aQuestion()), randomUUID()]
    const change = { kind: 'several-keys', keys: [{ correct: 0 }, { correct: 1 }] }
    const made = await Promise.all([1, 2, 3, 4].map(() => amend(revisionId, change, actionId)))
    expect(new Set(made.map(({ body }) => body.number)).size).toBe(1)
    expect((await amend(revisionId, { kind: 'voided', as: 'full-marks' }, actionId)).problem.code).toBe('ACTION_ID_REUSED')
    const { body } = await stage.binh.get<AmendmentList>(`/revisions/${revisionId}/amendments`)
    expect(body.amendments).toHaveLength(1)
    await expect(stage.sql`delete from key_amendments`).rejects.toThrow(/never changed/)
  })

  test.each([
    ['a key beyond the options', { kind: 'other-key', key: { correct: 9 } }, 'QUESTION_REFUSED'],
    ['a key of another type', { kind: 'other-key', key: { isTrue: true } }, 'QUESTION_REFUSED'],
    ['several keys of which one is none', { kind: 'several-keys', keys: [{ correct: 0 }, { correct: 'B' }] }, 'QUESTION_REFUSED'],
    ['one of several', { kind: 'several-keys', keys: [{ correct: 0 }] }, 'BAD_REQUEST'],
    ['something else', { kind: 'forgotten' }, 'BAD_REQUEST'],
  ])('%s is refused', async (_what, change, code) => {
    const { revisionId } = await stage.binh.create(aQuestion())
    expect((await amend(revisionId, change)).problem.code).toBe(code)
  })

  test('of a revision that is not there nothing is amended', async () => {
    expect((await amend(randomUUID(), { kind: 'voided', as: 'full-marks' })).problem.code).toBe('QUESTION_NOT_FOUND')
  })
})
