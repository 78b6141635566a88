import Fastify from 'fastify'
import { AttemptParams, SaveRequest, StartParams, StartRequest, SubmitRequest } from '../../server/contract/attempts.ts'
import { BoardParams } from '../../server/contract/boards.ts'
import { RegistrationRequest } from '../../server/contract/contestants.ts'
import { ContestParams } from '../../server/contract/contests.ts'
import { compileValidator } from '../../server/plugins/validation.ts'

// The yardstick: the same Node, the same framework, the same compiled schemas for what comes in, no logger, no token,
// no database. Each route only validates a body of the same shape and answers a small object.
const app = Fastify({ logger: false })
app.setValidatorCompiler(compileValidator)
const ok = { type: 'object', properties: { ok: { type: 'boolean' } } } as const

app.post('/api/v1/attempts/:attemptId/answers', { schema: { params: AttemptParams, body: SaveRequest, response: { 200: ok } } }, async () => ({
  ok: true,
}))
app.post('/api/v1/attempts/:attemptId/submission', { schema: { params: AttemptParams, body: SubmitRequest, response: { 200: ok } } }, async () => ({
  ok: true,
}))
app.post('/api/v1/rounds/:roundId/attempts', { schema: { params: StartParams, body: StartRequest, response: { 200: ok } } }, async () => ({
  ok: true,
}))
app.post(
  '/api/v1/contests/:slug/registrations',
  { schema: { params: ContestParams, body: RegistrationRequest, response: { 200: ok } } },
  async () => ({
    ok: true,
  }),
)
app.get('/api/v1/contests/:slug/boards/:roundId', { schema: { params: BoardParams, response: { 200: ok } } }, async () => ({ ok: true }))
await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) })
