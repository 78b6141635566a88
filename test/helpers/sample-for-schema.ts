import { randomUUID } from 'node:crypto'

export type Schema = {
  type?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  required?: string[]
  properties?: Record<string, Schema>
  items?: Schema
  minItems?: number
  minimum?: number
  minLength?: number
  pattern?: string
  format?: string
  additionalProperties?: unknown
}

const formats: Record<string, () => string> = { uuid: randomUUID, date: () => '2027-01-15', 'date-time': () => '2027-01-15T00:00:00.000Z' }
const candidates = ['a', '09:00', '#000000', '123456', 'https://example.vn', 'a'.repeat(8), 'a'.repeat(48), 'a'.repeat(64)]

/** The smallest value that a schema of the API description takes. */
export function sampleFor(schema: Schema): unknown {
  if (schema.enum) return schema.enum[0]
  if ('const' in schema) return schema.const
  const [choice] = schema.anyOf ?? schema.oneOf ?? []
  if (choice) return sampleFor(choice)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map(sampleFor))
  if (schema.type === 'object')
    return Object.fromEntries((schema.required ?? []).map((name) => [name, sampleFor(schema.properties?.[name] ?? { type: 'null' })]))
  if (schema.type === 'array') return Array.from({ length: schema.minItems ?? 0 }, () => sampleFor(schema.items ?? {}))
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1
  if (schema.type === 'boolean') return false
  if (schema.type === 'string') return sampleText(schema)
  return null
}

function sampleText({ pattern, format = '', minLength = 1 }: Schema): string {
  const made = formats[format]?.()
  if (made !== undefined) return made
  if (pattern === undefined) return 'x'.repeat(Math.max(minLength, 1))
  const found = candidates.find((candidate) => new RegExp(pattern, 'u').test(candidate))
  if (found === undefined) throw new Error(`nothing known fits ${pattern}: add a candidate`)
  return found
}
