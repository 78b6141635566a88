import type { Schema } from './schema-values.ts'

export type Operation = {
  method: string
  path: string
  parameters: { in: 'path' | 'query' | 'header'; name: string; schema: Schema }[]
  /** Undefined where a route takes no body, or one that is no JSON. */
  body: Schema | undefined
  guards: string[]
}
type Described = {
  parameters?: Operation['parameters']
  requestBody?: { content?: Record<string, { schema: Schema }> }
  security?: Record<string, unknown>[]
}
type Document = { paths: Record<string, Record<string, Described>>; components: { schemas: Record<string, Schema> } }

/** Every route that /openapi.json tells of, with the references in its schemas resolved. */
export async function readOperations(origin: string): Promise<Operation[]> {
  const document = (await (await fetch(`${origin}/openapi.json`)).json()) as Document
  const resolve = (schema: Schema, depth = 0): Schema => {
    if (schema.$ref !== undefined) return depth > 6 ? {} : resolve(document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, depth + 1)
    return Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, within(value, depth)])) as Schema
  }
  const within = (value: unknown, depth: number): unknown => {
    if (Array.isArray(value)) return value.map((one) => within(one, depth))
    return value !== null && typeof value === 'object' ? resolve(value as Schema, depth) : value
  }
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody, security = [] }]) => {
      const body = requestBody?.content?.['application/json']?.schema
      return {
        method: method.toUpperCase(),
        path,
        parameters: parameters.map((parameter) => ({ ...parameter, schema: resolve(parameter.schema) })),
        body: body && resolve(body),
        guards: security.flatMap((one) => Object.keys(one)),
      }
    }),
  )
}
