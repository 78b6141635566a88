import { randomUUID } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import type { PrintedPapers, PrintedPapersList } from '../../server/contract/bank-prints.ts'
import { afterFile } from '../helpers/after-file.ts'
import { seedContest } from '../helpers/test-contest.ts'
import { aQuestion, type BankStage, openBankStage } from './bank-stage.ts'

const closing = afterFile()
let stage: BankStage
beforeAll(async () => {
  stage = await openBankStage(closing)
})

const linesOf = (docx: Uint8Array): string[] =>
  [...strFromU8(unzipSync(docx)['word/document.xml'] as Uint8Array).matchAll(/<w:p>.*?<\/w:p>/gs)].map(([paragraph]) =>
    [...paragraph.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(''),
  )
const request = (from: unknown, changes: Record<string, unknown> = {}) => ({
  actionId: randomUUID(),
  title: 'Tìm hiểu Luật Trẻ em',
  organizer: 'Tỉnh đoàn Trà Giang',
  durationMinutes: 20,
  codes: ['101', '102'],
  from,
  ...changes,
})
const print = (body: unknown) => stage.binh.post<PrintedPapers>('/prints', body)
const fileOf = async (printId: string) => {
  const response = await fetch(`${stage.origin}/api/v1/staff/bank/prints/${printId}/file`, { headers: stage.binh.headers })
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="de-thi.zip"')
  return new Uint8Array(await response.arrayBuffer())
}
const approvedQuestions = async (stems: readonly string[]) => {
  const ids: string[] = []
  for (const stem of stems) {
    const { questionId } = await stage.binh.create(aQuestion({ stem, explanation: 'Bí mật của người ra đề.' }))
    expect(await stage.binh.approve(questionId)).toBe('moved')
    ids.push(questionId)
  }
  return ids
}

describe('printed papers', () => {
  test('of chosen questions: a paper for each code, the keys on a sheet apart, and the same bytes whenever they are asked for', async () => {
    const stems = Array.from({ length: 8 }, (_, number) => `Câu in số ${number} là gì?`)
    const body = request({ questionIds: await approvedQuestions(stems) })
    const { status, body: made } = await print(body)
    expect([status, made.questionCount, made.codes, made.author]).toEqual([200, 8, ['101', '102'], 'binh'])
    const zip = await fileOf(made.printId)
    const files = unzipSync(zip)
    expect(Object.keys(files).sort()).toEqual(['dap-an.docx', 'de-101.docx', 'de-102.docx'])
    const asked = ['de-101.docx', 'de-102.docx'].map((name) => linesOf(files[name] as Uint8Array))
    for (const lines of asked) {
      expect(lines.flatMap((line) => line.match(/Câu in số \d là gì\?/)?.[0] ?? []).sort()).toEqual(stems)
      expect(lines.join('\n')).not.toMatch(/Bí mật|Đáp án/)
      expect(lines.join('\n')).toContain('TÌM HIỂU LUẬT TRẺ EM')
    }
    expect(asked[0]).not.toEqual(asked[1])
    expect(linesOf(files['dap-an.docx'] as Uint8Array).filter((line) => /^[A-D]$/.test(line))).toHaveLength(16)
    expect(await fileOf(made.printId)).toEqual(zip)
    expect((await print(body)).body).toEqual(made)
    expect((await stage.binh.get<PrintedPapersList>('/prints')).body.prints[0]).toEqual(made)
  })

  test('of the blueprint of a round: as many questions as it draws, in the revisions that it pinned', async () => {
    const { slug, roundId } = await seedContest(stage, { slug: 'in-de', questionCount: 4, poolSize: 12 })
    const { body: made } = await print(request({ contest: slug, roundId }))
    expect(made.questionCount).toBe(4)
    const files = unzipSync(await fileOf(made.printId))
    const stemsOf = (name: string) => linesOf(files[name] as Uint8Array).flatMap((line) => line.match(/Câu hỏi số \d+/)?.[0] ?? [])
    expect(stemsOf('de-101.docx')).toHaveLength(4)
    expect(stemsOf('de-101.docx').sort()).toEqual(stemsOf('de-102.docx').sort())
    const another = await print(request({ contest: slug, roundId }))
    expect(await fileOf(another.body.printId)).not.toEqual(await fileOf(made.printId))
  })

  test('a question changed later stands on the papers as it was', async () => {
    const [id = ''] = await approvedQuestions(['Trước khi sửa?'])
    const { body: made } = await print(request({ questionIds: [id] }, { codes: ['A1'] }))
    const before = await fileOf(made.printId)
    await stage.binh.revise(id, 1, aQuestion({ stem: 'Sau khi sửa?' }))
    expect(await fileOf(made.printId)).toEqual(before)
  })

  test('nothing is printed that nobody approved, of a round that is none, without codes or with one code twice', async () => {
    const { questionId } = await stage.binh.create(aQuestion())
    expect((await print(request({ questionIds: [questionId] }))).status).toBe(400)
    expect((await print(request({ contest: 'khong-co', roundId: 1 }))).status).toBe(404)
    const [id = ''] = await approvedQuestions(['Dùng được?'])
    for (const codes of [[], ['101', '101'], ['../1'], Array.from({ length: 25 }, (_, code) => String(code))])
      expect((await print(request({ questionIds: [id] }, { codes }))).status).toBe(400)
    expect((await stage.binh.get(`/prints/${randomUUID()}/file`)).status).toBe(404)
  })

  test('who may not export prints nothing', async () => {
    const nobody = { headers: { 'x-hoithi': '1' } }
    expect((await fetch(`${stage.origin}/api/v1/staff/bank/prints`, nobody)).status).toBe(401)
  })
})

describe('an export of Word', () => {
  const exported = (query: string) => fetch(`${stage.origin}/api/v1/staff/bank/exports?${query}`, { headers: stage.binh.headers })

  test('holds the keys, or room for answers and no key', async () => {
    await stage.binh.create(aQuestion({ stem: 'Chỉ để xuất Word?', tags: ['xuất'], explanation: 'Vì thế.' }))
    const withKeys = linesOf(new Uint8Array(await (await exported('format=docx&tag=xu%E1%BA%A5t')).arrayBuffer())).join('\n')
    expect(withKeys).toContain('Đáp án: A')
    const answer = await exported('format=docx&keys=false&tag=xu%E1%BA%A5t')
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="ngan-hang-cau-hoi-khong-dap-an.docx"')
    const without = linesOf(new Uint8Array(await answer.arrayBuffer())).join('\n')
    expect(without).toContain('Chỉ để xuất Word?')
    expect(without).not.toMatch(/Đáp án|Vì thế/)
  })

  test.each(['format=json&keys=false', 'format=docx&keys=maybe'])('%s is refused', async (query) => {
    expect((await exported(query)).status).toBe(400)
  })
})
