import type { AttemptState } from '../../contract/contestants.ts'
import type { ProblemCode } from '../../contract/errors.ts'

export type Transition = 'save' | 'submit' | 'expire' | 'void' | 'reinstate' | 'reopen' | 'extend'
/** 'as-it-ended': submitted or expired, whichever it was before it was voided. */
type Next = AttemptState | 'as-it-ended'
type Rule = {
  by: 'entrant' | 'service' | 'attempt.void' | 'attempt.reopen' | 'attempt.extend'
  /** From which states, and to which. */
  from: Partial<Record<AttemptState, Next>>
  /** What whoever tries it from another state is told; without a word the attempt is passed over. */
  refused: Partial<Record<AttemptState, ProblemCode>>
}

/**
 * The one table of what can become of an attempt. An open attempt that is voided has ended by that decision: reinstated, it counts with what was
 * received by then, as if its time had run out.
 */
export const transitions: Record<Transition, Rule> = {
  save: { by: 'entrant', from: { open: 'open' }, refused: { submitted: 'ATTEMPT_CLOSED', expired: 'ATTEMPT_CLOSED', voided: 'ATTEMPT_CLOSED' } },
  // whoever submits what has ended is answered with how it ended
  submit: { by: 'entrant', from: { open: 'submitted', submitted: 'submitted', expired: 'expired', voided: 'voided' }, refused: {} },
  expire: { by: 'service', from: { open: 'expired' }, refused: {} },
  void: { by: 'attempt.void', from: { open: 'voided', submitted: 'voided', expired: 'voided' }, refused: { voided: 'ATTEMPT_VOIDED' } },
  reinstate: {
    by: 'attempt.void',
    from: { voided: 'as-it-ended' },
    refused: { open: 'ATTEMPT_NOT_VOIDED', submitted: 'ATTEMPT_NOT_VOIDED', expired: 'ATTEMPT_NOT_VOIDED' },
  },
  reopen: { by: 'attempt.reopen', from: { submitted: 'open', expired: 'open' }, refused: { open: 'ATTEMPT_OPEN', voided: 'ATTEMPT_VOIDED' } },
  extend: {
    by: 'attempt.extend',
    from: { open: 'open' },
    refused: { submitted: 'ATTEMPT_NOT_OPEN', expired: 'ATTEMPT_NOT_OPEN', voided: 'ATTEMPT_VOIDED' },
  },
}

/** As an SQL array: an update that names it changes nothing from any other state. */
export const statesBefore = (transition: Transition): string => `{${Object.keys(transitions[transition].from).join()}}`

export const refusalOf = (transition: Transition, state: AttemptState): ProblemCode | undefined => transitions[transition].refused[state]
