import { check, fail, sleep } from 'k6'
import { get, post, type Response } from 'k6/http'
import type { AttemptView, Receipt, ResultView, SaveReply, SaveRequest, StartRequest, SubmitRequest } from '../server/contract/attempts.ts'
import type { BoardSnapshot } from '../server/contract/boards.ts'
import type { RegistrationReply, RegistrationRequest } from '../server/contract/contestants.ts'
import type { ContestPage, UnitList } from '../server/contract/contests.ts'

// One iteration is one person's whole contest, as a browser asks for it. k6 runs this file as it is; see README.md beside it.

const origin = __ENV.ORIGIN ?? 'http://127.0.0.1:8080'
const contest = `${origin}/api/v1/contests/${__ENV.CONTEST ?? 'cong-dan-so-an-toan'}`
/** Between two answers, on average. With the default a journey lasts about 12 s, so that 50 people stay below 5 registrations a second. */
const thinkSeconds = Number(__ENV.THINK_SECONDS ?? 0.5)

const steps = { contest: 300, units: 300, register: 500, start: 500, save: 300, submit: 500, result: 300, board: 300 } as const
type Step = keyof typeof steps

export const options = {
  vus: Number(__ENV.VUS ?? 20),
  duration: __ENV.DURATION ?? '30s',
  gracefulStop: '60s',
  summaryTrendStats: ['count', 'med', 'p(95)', 'p(99)', 'max'],
  thresholds: {
    http_req_failed: ['rate<0.01'],
    checks: ['rate>0.99'],
    ...Object.fromEntries(Object.entries(steps).map(([step, p95Ms]) => [`http_req_duration{step:${step}}`, [`p(95)<${p95Ms}`]])),
  },
}

export default function journey(): void {
  const device = `k6-${crypto.randomUUID().slice(0, 13)}`

  const page = read<ContestPage>('contest', contest)
  const round = page.rounds.find(({ phase }) => phase === 'open') ?? fail('no round is open')
  pause(1)

  const registration = {
    actionId: crypto.randomUUID(),
    fullName: aName(),
    birthDate: `${1970 + below(36)}-0${1 + below(9)}-${10 + below(18)}`,
    phone: `09${String(below(1e8)).padStart(8, '0')}`,
    unitId: aBranch(),
    consents: page.consents.map(({ id, version }) => ({ id, version })),
    device,
  } satisfies RegistrationRequest
  pause(1)
  const { contestantToken } = write<RegistrationReply>('register', `${contest}/registrations`, registration, undefined, 201)

  const start = { actionId: crypto.randomUUID(), device } satisfies StartRequest
  const attempt = write<AttemptView>('start', `${origin}/api/v1/rounds/${round.id}/attempts`, start, contestantToken)
  const address = `${origin}/api/v1/attempts/${attempt.attemptId}`

  attempt.questions.forEach((question, position) => {
    pause(thinkSeconds)
    const tap = {
      id: crypto.randomUUID(),
      seq: position + 1,
      question: position,
      answer: String(below('options' in question ? question.options.length : 1)),
    }
    const saved = write<SaveReply>('save', `${address}/answers`, { device, taps: [tap] } satisfies SaveRequest, attempt.attemptToken)
    check(saved, { 'the answer is saved': ({ receipts }) => receipts[0]?.outcome === 'saved' })
  })

  const submission = { actionId: crypto.randomUUID() } satisfies SubmitRequest
  const receipt = write<Receipt>('submit', `${address}/submission`, submission, attempt.attemptToken)
  check(receipt, { 'every answer counts': ({ answeredCount }) => answeredCount === attempt.questions.length })

  const result = read<ResultView>('result', `${address}/result`, attempt.attemptToken)
  check(result, { 'the result is that of the receipt': (view) => view.receipt.digest === receipt.digest })

  const board = read<BoardSnapshot>('board', `${contest}/boards/${round.id}`)
  check(board, { 'the board is that of the round': ({ roundId }) => roundId === round.id })
}

/** Down the tree to a unit without units below, as the picker asks level by level. */
function aBranch(): number {
  for (let parent: number | undefined; ; ) {
    const { units } = read<UnitList>('units', `${contest}/units${parent === undefined ? '' : `?parent=${parent}`}`)
    const unit = oneOf(units)
    if (!unit.hasChildren) return unit.id
    parent = unit.id
  }
}

function read<Body>(step: Step, url: string, token?: string): Body {
  return bodyOf(step, 200, get(url, { headers: headersWith(token), tags: { step, name: step } }))
}

function write<Body>(step: Step, url: string, body: unknown, token?: string, status = 200): Body {
  const headers = { ...headersWith(token), 'content-type': 'application/json' }
  return bodyOf(step, status, post(url, JSON.stringify(body), { headers, tags: { step, name: step } }))
}

function headersWith(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` }
}

/** A step that was refused ends the journey: what follows would only repeat the failure. */
function bodyOf<Body>(step: Step, status: number, response: Response): Body {
  if (!check(response, { [`${step} answers ${status}`]: (answer) => answer.status === status })) fail(`${step}: ${response.status} ${response.body}`)
  return response.json() as Body
}

function pause(meanSeconds: number): void {
  sleep(meanSeconds * (0.5 + Math.random()))
}

function below(limit: number): number {
  return Math.floor(Math.random() * limit)
}

function oneOf<Item>(items: readonly Item[]): Item {
  return items[below(items.length)] ?? fail('nothing to choose from')
}

function aName(): string {
  return [
    oneOf(['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Huỳnh', 'Phan', 'Vũ', 'Đặng', 'Bùi']),
    oneOf(['Văn', 'Thị', 'Minh', 'Ngọc', 'Hữu', 'Thanh', 'Quốc', 'Thu']),
    oneOf(['An', 'Bình', 'Châu', 'Dũng', 'Giang', 'Hà', 'Khánh', 'Linh', 'Nam', 'Phương', 'Quỳnh', 'Sơn', 'Trang', 'Yến']),
  ].join(' ')
}
