import type { TSchema } from 'typebox'
import { Errors } from 'typebox/value'
import { jsonQuestionOf } from './formats/json/json-bank.ts'
import { type Reason, reason } from './reason.ts'

/** What of a question does not have the structure of its type, by the first field where it is so. */
export function brokenQuestion(sent: unknown): Reason {
  const type = (sent as { content?: { type?: unknown } } | null)?.content?.type
  const schema = typeof type === 'string' ? jsonQuestionOf.get(type) : undefined
  return schema ? brokenField(schema, sent) : reason('BROKEN_QUESTION', 'content/type', 'wrong')
}

export function brokenField(schema: TSchema, sent: unknown, above = ''): Reason {
  const [first] = Errors(schema, sent)
  if (!first) return reason('BROKEN_QUESTION', above, 'wrong')
  const params = first.params as { requiredProperties?: string[]; additionalProperties?: string[] }
  const missing = first.keyword === 'required' ? params.requiredProperties?.[0] : undefined
  const path = [above, ...first.instancePath.split('/'), missing ?? ''].filter((step) => step !== '').join('/')
  // a field that no schema knows is told as a schema that is false
  return reason('BROKEN_QUESTION', path.slice(0, 120), missing !== undefined ? 'missing' : first.keyword === 'boolean' ? 'unknown' : 'wrong')
}
