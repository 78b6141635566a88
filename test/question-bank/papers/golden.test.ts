import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { drawPaper, type Paper, type Pool } from '../../../question-bank/paper.ts'
import type { QuestionContent } from '../../../question-bank/question.ts'
import { questionTypeNames } from '../../../question-bank/types/question-types.ts'

// The files under golden/ are papers that somebody may have sat. They are never changed and never made anew: a paper is a function of
// its inputs for ever (promise 7), and is not stored anywhere else. A case that fails here means that the code has to be mended.

type Case = { shuffleQuestions: boolean; shuffleOptions: boolean; seed: string; roundId: number; attemptNo: number; paper: Paper }
type Golden = { questions: Record<string, QuestionContent>; pools: Pool[]; cases: Case[] }

const folder = new URL('golden/', import.meta.url)
const names = readdirSync(folder).map((file) => file.replace(/\.json$/, ''))
const goldenOf = (name: string) => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Golden

describe('a paper drawn once stays as it was', () => {
  test.each(names)('%s', (name) => {
    const { questions, pools, cases } = goldenOf(name)
    for (const { seed, roundId, attemptNo, shuffleQuestions, shuffleOptions, paper } of cases) {
      const drawn = drawPaper({
        seed: Buffer.from(seed, 'hex'),
        roundId,
        attemptNo,
        blueprint: { pools, shuffleQuestions, shuffleOptions },
        contentOf: (revisionId) => questions[revisionId] as QuestionContent,
      })
      expect(drawn.map((question) => ({ ...question, orders: question.orders.map((order) => Array.from(order)) }))).toEqual(paper)
    }
  })

  test('every type of question is among them, with both shuffles on and off', () => {
    expect(names).toEqual(expect.arrayContaining(questionTypeNames))
    for (const name of names) {
      const shuffles = goldenOf(name).cases.map(({ shuffleQuestions, shuffleOptions }) => `${shuffleQuestions} ${shuffleOptions}`)
      expect(new Set(shuffles).size).toBe(4)
    }
  })
})
