import type { Action } from '../../contract/access.ts'
import type { QuestionState, Transition } from '../../contract/bank.ts'
import { type Actor, installation, requireCan } from '../access/can.ts'

/** draft → in review → approved → retired, and the ways back. Whatever is not here cannot happen. */
export const transitions: Record<Transition, { from: readonly QuestionState[]; to: QuestionState }> = {
  submit: { from: ['draft'], to: 'in-review' },
  return: { from: ['in-review'], to: 'draft' },
  approve: { from: ['in-review'], to: 'approved' },
  retire: { from: ['draft', 'in-review', 'approved'], to: 'retired' },
  restore: { from: ['retired'], to: 'draft' },
}

/** What an import may do next. */
export const importSteps = { correct: 'previewed', confirm: 'previewed', discard: 'previewed', undo: 'confirmed' } as const

/** What people do in the bank. */
export type BankDeed = 'read' | 'write' | 'import' | 'file' | 'export' | 'amend' | 'settings' | Transition

const actionFor: Record<BankDeed, Action> = {
  read: 'bank.read',
  write: 'bank.write',
  import: 'bank.import',
  file: 'bank.file',
  export: 'bank.export',
  amend: 'bank.amend',
  settings: 'bank.settings',
  submit: 'bank.write',
  return: 'bank.review',
  approve: 'bank.review',
  retire: 'bank.review',
  restore: 'bank.review',
}

/** The bank belongs to the whole installation: a grant over one branch does not reach it. */
export const bankRoute = (deed: BankDeed) => ({ guard: 'staff', action: actionFor[deed], subject: 'installation' }) as const

export function refuseUnlessMay(actor: Actor, deed: BankDeed): void {
  requireCan(actor, actionFor[deed], installation)
}
