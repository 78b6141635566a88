import type { DrillRandom } from '../../drills/drill-random.ts'
import { type ModelAttempt, type ModelPerson, type ModelTap, newPerson, openAttemptOf, type RulesModel } from './rules-model.ts'

export type Step =
  | { kind: 'start'; actionId: string; device: string }
  | { kind: 'save'; attempt: ModelAttempt; tap: ModelTap }
  | { kind: 'submit'; attempt: ModelAttempt; actionId: string }
  | { kind: 'void' | 'reinstate'; attempt: ModelAttempt; actionId: string }
  | { kind: 'reopen' | 'extend'; attempt: ModelAttempt; minutes: number; actionId: string }
  | { kind: 'override'; minutes: number; attempts: number; actionId: string }
/** `copies` of one request arrive at once; none: it was lost on its way. */
export type Planned = { step: Step; copies: 0 | 1 | 2 }

/** One person with a phone and a computer, two tabs on each, and officials who step in now and then. */
export type Life = {
  contestantId: string
  person: ModelPerson
  ids: Map<number, string>
  codes: Map<string, string>
  seqs: Map<string, number>
  sent: Step[]
}

export const newLife = (contestantId: string): Life => ({
  contestantId,
  person: newPerson(),
  ids: new Map(),
  codes: new Map(),
  seqs: new Map(),
  sent: [],
})

const devices = ['phone-aaaa', 'laptop-bbbb'] as const

/** What somebody does next; a tenth of the time something is sent that was sent before. */
export function nextStep(life: Life, random: DrillRandom, questionCount: number): Planned {
  const copies = random.percent(8) ? 2 : random.percent(6) ? 0 : 1
  const before = life.sent.length > 0 && random.percent(12) ? random.pick(life.sent) : undefined
  const step = before ?? freshStep(life, random, questionCount)
  if (!before) life.sent.push(step)
  return { step, copies }
}

function freshStep(life: Life, random: DrillRandom, questionCount: number): Step {
  const { person } = life
  const actionId = random.uuid()
  const device = random.pick(devices)
  const any = person.attempts.length > 0 ? random.pick(person.attempts) : undefined
  const open = openAttemptOf(person)
  if (!any || (!open && random.percent(45)) || random.percent(4)) return { kind: 'start', actionId, device }
  // what was voided by mistake is put back soon
  const voided = person.attempts.find(({ state }) => state === 'voided')
  if (voided && random.percent(25)) return { kind: 'reinstate', attempt: voided, actionId }
  if (random.percent(5)) return staffStep(any, random, actionId)
  // mostly the one that is open; sometimes a tab that has not noticed
  const attempt = open && random.percent(92) ? open : any
  return random.percent(22) ? { kind: 'submit', attempt, actionId } : { kind: 'save', attempt, tap: nextTap(life, random, device, questionCount) }
}

/** Two tabs of one device share the count, and one of them is sometimes behind. */
function nextTap(life: Life, random: DrillRandom, device: string, questionCount: number): ModelTap {
  const last = life.seqs.get(device) ?? 0
  const seq = last > 2 && random.percent(15) ? last - 1 - random.below(2) : last + 1 + random.below(3)
  life.seqs.set(device, Math.max(last, seq))
  return { id: random.uuid(), device, seq, question: random.below(questionCount), answer: String(random.below(4)) }
}

function staffStep(attempt: ModelAttempt, random: DrillRandom, actionId: string): Step {
  const minutes = 1 + random.below(20)
  const kind = random.pick(['void', 'reinstate', 'reopen', 'extend', 'override'] as const)
  if (kind === 'void' || kind === 'reinstate') return { kind, attempt, actionId }
  if (kind === 'override') return { kind, actionId, ...(random.percent(50) ? { minutes, attempts: 0 } : { minutes: 0, attempts: 1 }) }
  return { kind, attempt, minutes, actionId }
}

export type Expected = string

/** What the rules answer to a step that comes for the first time. */
export function expectedOf(life: Life, model: RulesModel, step: Step, atMs: number): Expected {
  const { person } = life
  switch (step.kind) {
    case 'start': {
      const said = model.start(person, step.actionId, step.device, atMs)
      return 'refused' in said ? said.refused : `attempt ${said.no} ${said.state}`
    }
    case 'save':
      return model.save(step.attempt, step.tap, atMs)
    case 'submit':
      return `receipt ${model.submit(step.attempt, step.actionId, atMs).ending}`
    case 'override':
      model.override(person, { seconds: step.minutes * 60, attempts: step.attempts })
      return 'done'
    case 'void':
      return model.void(step.attempt, atMs) ?? 'done'
    case 'reinstate':
      return model.reinstate(step.attempt) ?? 'done'
    case 'reopen':
      return model.reopen(person, step.attempt, step.minutes * 60, atMs) ?? 'done'
    case 'extend':
      return model.extend(step.attempt, step.minutes * 60, atMs) ?? 'done'
  }
}
