import { expect, test } from 'vitest'
import { problems } from '../../server/contract/errors.ts'
import { call } from '../helpers/participant.ts'
import { startTestApp } from '../helpers/test-app.ts'

type Operation = { tags: string[]; responses: Record<string, { content?: Record<string, { schema: Record<string, unknown> }> }> }
type Document = {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: { Problem: { required: string[]; properties: { code: { enum: string[] } } } } }
}

test('the API description says how every route refuses: one body with a code of the table', async () => {
  const { origin } = await startTestApp()
  const { body } = await call<Document>(origin, 'GET', '/openapi.json')
  const { Problem } = body.components.schemas
  expect(Problem.properties.code.enum).toEqual(Object.keys(problems))
  for (const operation of Object.values(body.paths).flatMap((methods) => Object.values(methods)))
    expect(operation.responses.default?.content).toEqual({ 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } })
  // what is described is what is sent
  const refused = await call<Record<string, unknown>>(origin, 'GET', '/api/v1/contests/khong-co')
  expect(Object.keys(refused.body)).toEqual(Problem.required)
  expect(Object.keys(Problem.properties)).toEqual([...Problem.required, 'errors'])
})

test('what only an operator asks does not stand among what participants ask', async () => {
  const { origin } = await startTestApp()
  const { body } = await call<Document>(origin, 'GET', '/openapi.json')
  const tagsOf = (path: string) => Object.values(body.paths[path] ?? {}).flatMap(({ tags }) => tags)
  expect([tagsOf('/healthz'), tagsOf('/readyz'), tagsOf('/api/v1/contests/{slug}')]).toEqual([['operators'], ['operators'], ['participants']])
})
