import { randomUUID } from 'node:crypto'
import type { Attachment } from '../../question-bank/attachment.ts'
import { writeJson } from '../../question-bank/formats/json/write-json.ts'
import { makeQuestion, type Question } from '../../question-bank/question.ts'
import type { ImportStatus, RevisionReply, Transition, TransitionResult } from '../../server/contract/bank.ts'
import { eventually } from '../helpers/eventually.ts'
import { type Answer, call } from '../helpers/participant.ts'
import { startTestApp, type TestApp, type TestAppOptions } from '../helpers/test-app.ts'

export type BankStage = Awaited<ReturnType<typeof openBankStage>>
export type Clerk = ReturnType<typeof aClerk>

/** The real app with two people of the staff who work in its bank. */
export async function openBankStage(closeWhen?: (close: () => Promise<void>) => void, options: TestAppOptions = {}) {
  const running = await startTestApp(options, closeWhen)
  const [binh, cuc] = [await logIn(running, 'binh'), await logIn(running, 'cuc')]
  return { ...running, sql: running.database.sql, binh, cuc }
}

async function logIn(running: TestApp, username: string): Promise<Clerk> {
  const password = 'một mật khẩu đủ dài'
  const id = await running.app.features.accounts.create({ username, displayName: username, role: 'owner', password })
  const session = await call(running.origin, 'POST', '/api/v1/staff/session', { body: { username, password }, headers: { 'x-hoithi': '1' } })
  return aClerk(running.origin, id, session.headers.get('set-cookie')?.split(';')[0] ?? '')
}

/** Somebody of the staff who is logged in there. */
export function aClerk(origin: string, id: number, cookie: string) {
  const headers = { cookie, 'x-hoithi': '1' }
  const ask = <Body>(method: string, path: string, body?: unknown): Promise<Answer<Body>> =>
    call<Body>(origin, method, `/api/v1/staff/bank${path}`, { headers, ...(body === undefined ? {} : { body }) })
  const clerk = {
    id,
    headers,
    ask,
    get: <Body>(path: string) => ask<Body>('GET', path),
    post: <Body>(path: string, body?: unknown) => ask<Body>('POST', path, body),
    async create(question: Question, actionId: string = randomUUID()): Promise<RevisionReply> {
      const answer = await clerk.post<RevisionReply>('/questions', { actionId, question })
      if (answer.status !== 200) throw new Error(`not stored: ${JSON.stringify(answer.body)}`)
      return answer.body
    },
    revise: (questionId: string, basedOn: number, question: Question, actionId: string = randomUUID()) =>
      clerk.post<RevisionReply>(`/questions/${questionId}/revisions`, { actionId, basedOn, question, note: 'sửa' }),
    /** What became of one question. */
    async move(transition: Transition, id: string, number = 1): Promise<string> {
      const { body } = await clerk.post<TransitionResult>('/transitions', { transition, questions: [{ id, number }] })
      return body.outcomes[0]?.outcome ?? 'none'
    },
    async approve(id: string, number = 1): Promise<string> {
      await clerk.move('submit', id, number)
      return clerk.move('approve', id, number)
    },
    async upload(name: string, bytes: Uint8Array): Promise<Answer<ImportStatus>> {
      const form = new FormData()
      form.set('file', new Blob([bytes as Uint8Array<ArrayBuffer>]), name)
      const response = await fetch(`${origin}/api/v1/staff/bank/imports`, { method: 'POST', headers, body: form })
      const body = await response.json()
      return { status: response.status, headers: response.headers, body, problem: body }
    },
    /** Uploads and waits until it is read: on a busy machine a small file may take long too, and is then asked for as the console does. */
    async preview(name: string, bytes: Uint8Array): Promise<ImportStatus> {
      const { status, body } = await clerk.upload(name, bytes)
      if (status >= 300) throw new Error(JSON.stringify(body))
      return eventually('the file is read', async () => {
        const now = (await clerk.get<ImportStatus>(`/imports/${body.importId}`)).body
        return now.state !== 'reading' && now
      })
    },
    confirm: (importId: string, actionId: string = randomUUID(), drop?: number[]) =>
      clerk.post<{ stored: number }>(`/imports/${importId}/confirmation`, { actionId, ...(drop && { drop }) }),
  }
  return clerk
}

let count = 0
/** A sound question that is like no other. */
export function aQuestion(changes: Partial<Question> & { stem?: string } = {}): Question {
  count += 1
  const { stem = `Câu ${count} ${randomUUID().replaceAll('-', ' ')}?`, ...about } = changes
  return makeQuestion({ type: 'single-choice', stem, options: ['Sông Hồng', 'Sông Mã', 'Sông Lam', 'Sông Đà'] }, { correct: 0 }, about)
}

export function jsonFile(questions: readonly unknown[], attachments: readonly Attachment[] = []): Uint8Array {
  return writeJson({ questions: questions as Question[], attachments }).bytes
}
