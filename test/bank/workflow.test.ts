import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { BankPage, QuestionState, QuestionView, RevisionDiff, Transition, TransitionResult } from '../../server/contract/bank.ts'
import { createAvailableRevisions } from '../../server/features/bank/available-revisions.ts'
import { transitions } from '../../server/features/bank/bank-rules.ts'
import { afterFile } from '../helpers/after-file.ts'
import { aQuestion, type BankStage, jsonFile, openBankStage } from './bank-stage.ts'

const closing = afterFile()
let stage: BankStage
beforeAll(async () => {
  stage = await openBankStage(closing)
})

const view = async (id: string) => (await stage.binh.get<QuestionView>(`/questions/${id}`)).body
const setTwoPersonRule = (hasTwoPersonRule: boolean) => stage.binh.ask('PUT', '/settings', { hasTwoPersonRule })

const wayTo: Record<QuestionState, Transition[]> = {
  draft: [],
  'in-review': ['submit'],
  approved: ['submit', 'approve'],
  retired: ['retire'],
}
const states = Object.keys(wayTo) as QuestionState[]

describe('a question goes draft → in review → approved → retired', () => {
  test.each(states.flatMap((state) => (Object.keys(transitions) as Transition[]).map((transition) => ({ state, transition }))))(
    '$transition from $state',
    async ({ state, transition }) => {
      const { questionId } = await stage.binh.create(aQuestion())
      for (const step of wayTo[state]) expect(await stage.binh.move(step, questionId)).toBe('moved')
      const { from, to } = transitions[transition]
      const isPossible = from.includes(state)
      expect(await stage.binh.move(transition, questionId)).toBe(isPossible ? 'moved' : 'WRONG_STATE')
      const after = await view(questionId)
      expect(after.state).toBe(isPossible ? to : state)
      expect(after.approvedNumber).toBe(after.state === 'approved' ? 1 : null)
    },
  )

  test('only what is approved may be drawn, and a later draft does not take it away', async () => {
    const { questionId, revisionId } = await stage.binh.create(aQuestion({ topic: ['Rút thăm'], tags: ['vòng 1'], level: 'application' }))
    const drawable = async () => (await createAvailableRevisions(stage.database).all()).filter((one) => one.questionId === questionId)
    expect(await drawable()).toEqual([])
    await stage.binh.approve(questionId)
    const first = { questionId, revisionId, topic: ['Rút thăm'], level: 'application', tags: ['vòng 1'], type: 'single-choice' }
    expect(await drawable()).toEqual([first])

    const revised = await stage.binh.revise(questionId, 1, aQuestion())
    expect(await view(questionId)).toMatchObject({ state: 'draft', number: 2, approvedNumber: 1 })
    expect(await drawable()).toEqual([first])
    await stage.binh.approve(questionId, 2)
    expect(await drawable()).toEqual([{ ...first, revisionId: revised.body.revisionId }])
    await stage.binh.move('retire', questionId, 2)
    expect(await drawable()).toEqual([])
  })

  test('a transaction that pins revisions is told which of them may not be drawn', async () => {
    const [approved, draft] = [await stage.binh.create(aQuestion()), await stage.binh.create(aQuestion())]
    await stage.binh.approve(approved.questionId)
    const refused = await stage.sql.begin((transaction) => stage.app.features.bank.holdApproved(transaction, [approved.revisionId, draft.revisionId]))
    expect(refused).toEqual([draft.revisionId])
  })

  test('many at once: each has its own outcome', async () => {
    const [ready, draft] = [await stage.binh.create(aQuestion()), await stage.binh.create(aQuestion())]
    await stage.binh.move('submit', ready.questionId)
    const missing = randomUUID()
    const { body } = await stage.binh.post<TransitionResult>('/transitions', {
      transition: 'approve',
      questions: [ready.questionId, draft.questionId, missing].map((id) => ({ id, number: 1 })),
    })
    expect(body.outcomes.map(({ outcome }) => outcome)).toEqual(['moved', 'WRONG_STATE', 'QUESTION_NOT_FOUND'])
  })
})

describe('the two-person rule', () => {
  test('nobody approves a revision of their own; somebody else does', async () => {
    await setTwoPersonRule(true)
    const { questionId } = await stage.binh.create(aQuestion())
    expect(await stage.binh.approve(questionId)).toBe('OWN_REVISION')
    expect(await stage.cuc.move('approve', questionId)).toBe('moved')
    // the author is whoever wrote since the last approval
    await stage.cuc.revise(questionId, 1, aQuestion())
    expect(await stage.cuc.approve(questionId, 2)).toBe('OWN_REVISION')
    expect(await stage.binh.move('approve', questionId, 2)).toBe('moved')
    await stage.binh.revise(questionId, 2, aQuestion())
    await stage.cuc.revise(questionId, 3, aQuestion())
    expect(await stage.binh.approve(questionId, 4)).toBe('OWN_REVISION')
    // whom it hinders does not switch it off
    expect((await setTwoPersonRule(false)).problem.code).toBe('OWN_REVISION_IN_REVIEW')
    await stage.binh.move('return', questionId, 4)
    expect((await stage.cuc.ask('PUT', '/settings', { hasTwoPersonRule: false })).status).toBe(200)
    const alone = await stage.binh.create(aQuestion())
    expect(await stage.binh.approve(alone.questionId)).toBe('moved')
  })

  test('holds for what was written while it was on, whoever switches it off afterwards', async () => {
    await setTwoPersonRule(true)
    const { questionId } = await stage.binh.create(aQuestion())
    const { importId } = await stage.binh.preview('một.json', jsonFile([aQuestion()]))
    await stage.binh.confirm(importId)
    const imported = (await stage.binh.get<BankPage>(`/questions?importId=${importId}`)).body.questions[0]?.id as string
    // drafts hinder nobody from switching it off, and are not let through by that
    expect((await stage.cuc.ask('PUT', '/settings', { hasTwoPersonRule: false })).status).toBe(200)
    for (const id of [questionId, imported]) expect(await stage.binh.approve(id)).toBe('OWN_REVISION')
    await stage.binh.revise(questionId, 1, aQuestion())
    expect(await stage.binh.approve(questionId, 2)).toBe('OWN_REVISION')
    expect(await stage.cuc.move('approve', questionId, 2)).toBe('moved')
    // approved by somebody else; from here on nothing binds
    await stage.binh.revise(questionId, 2, aQuestion())
    expect(await stage.binh.approve(questionId, 3)).toBe('moved')
  })
})

describe('two people at once', () => {
  test('of many approvals one moves the question, and one act is written', async () => {
    const { questionId } = await stage.binh.create(aQuestion())
    await stage.binh.move('submit', questionId)
    const outcomes = await Promise.all(Array.from({ length: 8 }, (_, turn) => (turn % 2 ? stage.binh : stage.cuc).move('approve', questionId)))
    expect(outcomes.filter((outcome) => outcome === 'moved')).toHaveLength(1)
    const acts = await stage.sql`
      select 1 from audit_log where act = 'question.approve' and subject @> ${stage.sql.json({ questions: [{ id: questionId, number: 1 }] })}`
    expect(acts).toHaveLength(1)
  })

  test('a revision that came meanwhile is never approved unseen', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { questionId } = await stage.binh.create(aQuestion())
      await stage.binh.move('submit', questionId)
      const [approved, revised] = await Promise.all([stage.cuc.move('approve', questionId), stage.binh.revise(questionId, 1, aQuestion())])
      expect(revised.status).toBe(200)
      const after = await view(questionId)
      expect(after).toMatchObject({ state: 'draft', number: 2, approvedNumber: approved === 'moved' ? 1 : null })
    }
  })

  test('of two edits of one revision the second is told to look again', async () => {
    const { questionId } = await stage.binh.create(aQuestion())
    const answers = await Promise.all([stage.binh.revise(questionId, 1, aQuestion()), stage.cuc.revise(questionId, 1, aQuestion())])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)?.problem.code).toBe('QUESTION_CHANGED')
    expect((await view(questionId)).revisions.map(({ number }) => number)).toEqual([2, 1])
  })

  test('lists that cross each other do not wait in a ring', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => stage.binh.create(aQuestion())))
    const list = made.map(({ questionId }) => ({ id: questionId, number: 1 }))
    const answers = await Promise.all(
      [list, [...list].reverse()].map((questions) => stage.binh.post<TransitionResult>('/transitions', { transition: 'submit', questions })),
    )
    const moved = answers.flatMap(({ body }) => body.outcomes).filter(({ outcome }) => outcome === 'moved')
    expect(moved).toHaveLength(20)
  })
})

describe('revisions', () => {
  test('never change, whatever is tried in the database', async () => {
    const { revisionId } = await stage.binh.create(aQuestion())
    await expect(stage.sql`update question_revisions set key = '{"correct":1}' where id = ${revisionId}`).rejects.toThrow(/never changed/)
    await expect(stage.sql`update audit_log set act = 'nothing'`).rejects.toThrow(/never changed/)
    await expect(stage.sql`delete from audit_log`).rejects.toThrow(/never changed/)
  })

  test('a repeat of an action gets the first answer; the same id for another question is refused', async () => {
    const [actionId, question] = [randomUUID(), aQuestion()]
    const first = await stage.binh.create(question, actionId)
    expect(await stage.binh.create(question, actionId)).toEqual(first)
    const changed = aQuestion()
    const copies = await Promise.all(Array.from({ length: 5 }, () => stage.binh.revise(first.questionId, 1, changed, randomUUID())))
    expect(copies.filter(({ status }) => status === 200)).toHaveLength(1)
    const again = await stage.binh.post('/questions', { actionId, question: aQuestion() })
    expect(again.problem.code).toBe('ACTION_ID_REUSED')
    // all that an act says belongs to it: filing, note, explanation, the question it revises, and who did it
    const said = [
      { actionId, question: { ...question, topic: ['Khác'] } },
      { actionId, question: { ...question, explanation: 'Khác' } },
      { actionId, question, note: 'khác' },
    ]
    for (const body of said) expect((await stage.binh.post('/questions', body)).problem.code).toBe('ACTION_ID_REUSED')
    expect((await stage.cuc.post('/questions', { actionId, question })).problem.code).toBe('ACTION_ID_REUSED')
    expect((await stage.binh.revise(first.questionId, 1, question, actionId)).problem.code).toBe('ACTION_ID_REUSED')
    const other = randomUUID()
    const twice = await Promise.all([1, 2, 3].map(() => stage.binh.revise(first.questionId, 2, question, other)))
    expect(new Set(twice.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect(twice[0]?.body.number).toBe(3)
  })

  test('carry their filing with them, and are refused when they change nothing else', async () => {
    const before = aQuestion({ level: 'recognition', tags: ['cũ'], source: 'Sách cũ' })
    const { questionId } = await stage.binh.create(before)
    const unchanged = await stage.binh.revise(questionId, 1, { ...before, level: 'application' })
    expect(unchanged.problem.code).toBe('QUESTION_UNCHANGED')
    const filing = { topic: ['Sửa', 'Hai'], level: 'application', tags: ['mới'], source: 'Sách mới' } as const
    await stage.binh.revise(questionId, 1, { ...before, key: { correct: 1 }, ...filing })
    expect(await view(questionId)).toMatchObject({ ...filing, topic: 'Sửa / Hai', number: 2, correct: [1] })
    // what a revision does not speak of stays
    await stage.binh.revise(questionId, 2, { content: before.content, key: { correct: 2 } })
    expect(await view(questionId)).toMatchObject({ ...filing, topic: 'Sửa / Hai', number: 3, correct: [2] })
  })

  test('are shown with what differs, word by word', async () => {
    const before = aQuestion({ stem: 'Cầu Long Biên bắc qua sông nào?' })
    const { questionId } = await stage.binh.create(before)
    const after = { ...before, content: { ...before.content, stem: 'Cầu Long Biên bắc qua dòng sông nào?' }, key: { correct: 1 } }
    await stage.binh.revise(questionId, 1, after)
    const { body } = await stage.binh.get<RevisionDiff>(`/questions/${questionId}/diff?from=1&to=2`)
    expect(body.fields).toEqual([
      {
        field: 'stem',
        runs: [
          { kind: 'kept', text: 'Cầu Long Biên bắc qua' },
          { kind: 'added', text: ' dòng' },
          { kind: 'kept', text: ' sông nào?' },
        ],
      },
      {
        field: 'key',
        runs: [
          { kind: 'removed', text: 'A.' },
          { kind: 'added', text: 'B.' },
          { kind: 'kept', text: ' Sông' },
          { kind: 'removed', text: ' Hồng' },
          { kind: 'added', text: ' Mã' },
        ],
      },
    ])
  })

  test.each([
    ['no JSON question', { a: 1 }, /không đúng cấu trúc/],
    ['nothing', null, /không đúng cấu trúc/],
    ['a key beyond the options', { content: aQuestion().content, key: { correct: 9 } }, /chỉ có 4 phương án/],
    ['an option left empty', { content: { type: 'single-choice', stem: 'Gì?', options: ['a', ' '] }, key: { correct: 0 } }, /bỏ trống/],
    ['a picture nobody sent', aQuestion({ stem: `Đây là gì? ![](attachment:${'a'.repeat(64)})` }), /Không tìm thấy hình/],
  ])('%s is refused with a sentence', async (_what, question, sentence) => {
    const answer = await stage.binh.post('/questions', { actionId: randomUUID(), question })
    expect(answer.problem.code).toBe('QUESTION_REFUSED')
    expect(answer.problem.errors?.[0]?.reason).toMatch(sentence)
  })

  test('what PostgreSQL cannot hold is left out of a text', async () => {
    const { questionId } = await stage.binh.create(aQuestion({ stem: 'Một\u0000 hai \ud800ba?' }))
    expect((await view(questionId)).stem).toBe('Một hai \ufffdba?')
  })
})

describe('filing', () => {
  test('topic, level, tags and source change without a new revision, and are found by', async () => {
    const made = await Promise.all([1, 2, 3].map(() => stage.binh.create(aQuestion())))
    const topic = (await stage.binh.post<{ id: number }>('/topics', { name: 'Luật đất đai', parentId: null })).body.id
    const filed = await stage.binh.post<{ changed: number }>('/filings', {
      questionIds: made.map(({ questionId }) => questionId),
      topicId: topic,
      level: 'comprehension',
      addTags: ['Ôn tập', 'đợt 2'],
      source: 'Điều 5, Luật Đất đai 2024',
    })
    expect(filed.body.changed).toBe(3)
    await stage.binh.post('/filings', { questionIds: [made[0]?.questionId], removeTags: ['Ôn tập'] })
    const found = async (query: string) => (await stage.binh.get<BankPage>(`/questions?${query}`)).body.total
    expect(await found(`topic=${topic}`)).toBe(3)
    expect(await found(`topic=${topic}&level=comprehension&tag=${encodeURIComponent('Ôn tập')}`)).toBe(2)
    expect(await found(`source=${encodeURIComponent('dieu 5, luat')}`)).toBe(3)
    expect((await view(made[0]?.questionId as string)).revisions).toHaveLength(1)
  })
})
