import type { DrillRandom } from '../drills/drill-random.ts'
import { hostileText, hostileValue } from './hostile-values.ts'

/** As much of JSON Schema as the API description uses. */
export type Schema = {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  patternProperties?: Record<string, Schema>
  items?: Schema
  minItems?: number
  maxItems?: number
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  pattern?: string
  format?: string
  default?: unknown
}
/** What was seen in answers, by the name it had there: ids that exist lead further than made-up ones. */
export type Seen = { take(name: string, random: DrillRandom): unknown }

const texts = [
  'Nguyễn Văn An',
  'Câu hỏi về lịch sử',
  'binh',
  'abcdefgh-1234',
  'T',
  'X1',
  'vi',
  '0912345678',
  'https://portal.example',
  'an@example.vn',
  '#aa3355',
  '123456',
  '2001-02-03',
  'mật khẩu đủ dài để dùng',
  'hoi-thi',
  'birthDate:ngày',
  'text/plain',
  'ABCD-EFGH-JKMN',
  '4f',
  'topicId:3',
]

/** A value that the schema means, as far as a short look can tell. */
export function valueFor(schema: Schema, random: DrillRandom, seen: Seen, name = '', depth = 0): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return random.pick(schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return valueFor(random.pick(choices), random, seen, name, depth + 1)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => valueFor(part, random, seen, name, depth + 1)))
  const type = Array.isArray(schema.type) ? random.pick(schema.type) : schema.type
  const known = random.percent(70) ? seen.take(name, random) : undefined
  switch (type) {
    case 'object':
      return objectFor(schema, random, seen, depth)
    case 'array':
      return depth > 8
        ? []
        : Array.from({ length: Math.min((schema.minItems ?? 0) + random.below(3), schema.maxItems ?? 9) }, () =>
            valueFor(schema.items ?? {}, random, seen, name.replace(/s$/, ''), depth + 1),
          )
    case 'integer':
    case 'number':
      if (typeof known === 'number') return known
      return (schema.minimum ?? 0) + random.below(Math.min(50, Math.max(1, (schema.maximum ?? 50) - (schema.minimum ?? 0))))
    case 'boolean':
      return random.percent(50)
    case 'null':
      return null
    case 'string':
      return typeof known === 'string' ? known : textFor(schema, random)
    default:
      return random.pick(texts)
  }
}

function objectFor({ properties = {}, required = [], patternProperties }: Schema, random: DrillRandom, seen: Seen, depth: number): object {
  const made: Record<string, unknown> = {}
  for (const [name, property] of Object.entries(properties))
    if (required.includes(name) || (depth < 6 && random.percent(50))) made[name] = valueFor(property, random, seen, name, depth + 1)
  const [free] = Object.values(patternProperties ?? {})
  if (free && random.percent(60)) made[random.pick(texts)] = valueFor(free, random, seen, '', depth + 1)
  return made
}

function textFor({ format, pattern, minLength = 0, maxLength = 100 }: Schema, random: DrillRandom): string {
  if (format === 'uuid') return random.uuid()
  if (format === 'date-time') return new Date(Date.UTC(2026, random.below(12), 1 + random.below(28))).toISOString()
  if (format === 'date') return `20${10 + random.below(10)}-0${1 + random.below(9)}-1${random.below(9)}`
  const fitting = pattern === undefined ? texts : texts.filter((text) => new RegExp(pattern, 'u').test(text))
  return (fitting.length === 0 ? 'a' : random.pick(fitting)).padEnd(minLength, 'a').slice(0, maxLength)
}

/** Bends a value at one place: another type, a missing or an extra field, a doubled entry. */
export function spoil(value: unknown, random: DrillRandom): unknown {
  if (value === null || typeof value !== 'object' || random.percent(15)) return hostileValue(random)
  if (Array.isArray(value)) {
    if (value.length === 0 || random.percent(25)) return random.percent(50) ? [...value, hostileValue(random)] : [...value, ...value, ...value]
    const at = random.below(value.length)
    return value.with(at, spoil(value[at], random))
  }
  const entries = Object.entries(value)
  if (entries.length === 0 || random.percent(15)) return { ...value, [hostileText(random).slice(0, 60) || 'extra']: hostileValue(random) }
  const at = random.below(entries.length)
  const [name, inner] = entries[at] as [string, unknown]
  if (random.percent(20)) return Object.fromEntries(entries.toSpliced(at, 1))
  return { ...value, [name]: spoil(inner, random) }
}
