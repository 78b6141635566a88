import type { QuestionState, Transition } from '../../contract/bank.ts'
import { Problem } from '../../contract/errors.ts'

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

/** The one place that says who may do what. There is one role so far: all staff may do all of it. */
function canDo(_member: { id: number; role: string }, _deed: BankDeed): boolean {
  return true
}

export function refuseUnlessMay(member: { id: number; role: string }, deed: BankDeed): void {
  if (!canDo(member, deed)) throw new Problem('FORBIDDEN')
}
