import { OutgoingRefused } from '../outgoing/outgoing-check.ts'

/**
 * What may be kept of an error and shown: its kind and where in this program it arose. Messages of databases and other systems repeat
 * what they were given, and that may be a person's.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof OutgoingRefused) return `OutgoingRefused: ${error.reason}`
  const { name = 'Error', code, constraint_name: constraint, stack = '' } = (error ?? {}) as Partial<Record<string, string>>
  // the first line of ours, from the folder of the program on
  const place = /\/((?:server|question-bank)\/[\w./-]+\.ts:\d+)/.exec(stack)?.[1]
  return [name, code, constraint, place && `at ${place}`].filter(Boolean).join(' ')
}
