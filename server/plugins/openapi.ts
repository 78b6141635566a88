import swagger from '@fastify/swagger'
import type { FastifyContextConfig, FastifyInstance } from 'fastify'
import { type ProblemBody, problems } from '../contract/errors.ts'
import { keyActions } from '../features/access/key-actions.ts'

/** What every refusal looks like. Described here and not on the routes, whose serializers have no need of it. */
const problemSchema = {
  type: 'object' as const,
  description: 'Problem details (RFC 9457). Codes are only ever added.',
  required: ['type', 'title', 'status', 'code', 'retryable', 'requestId'],
  properties: {
    type: { type: 'string' as const, description: 'urn:hoithi:problem: and the code' },
    title: { type: 'string' as const },
    status: { type: 'integer' as const },
    code: { type: 'string' as const, enum: Object.keys(problems) },
    retryable: { type: 'boolean' as const, description: 'Whether the same request may succeed later' },
    requestId: { type: 'string' as const, description: 'To read to support' },
    errors: {
      type: 'array' as const,
      description: 'Where the input was wrong, when it was',
      items: {
        type: 'object' as const,
        required: ['at', 'reason'],
        properties: { at: { type: 'string' as const }, reason: { type: 'string' as const } },
      },
    },
  } satisfies Record<keyof ProblemBody, object>,
}
const refusal = {
  description: 'Refused, with a code',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

function tagOf(url: string): string {
  if (!url.startsWith('/api/')) return 'operators'
  return url.includes('/staff/') ? 'staff' : 'participants'
}

/** Must be registered before the routes it describes. */
export async function registerOpenapi(app: FastifyInstance, publicOrigin: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Hội Thi',
        version: '1',
        description:
          'Online quizzes and contests. Errors are problem details (RFC 9457) with a stable code. Whatever staff change (any method but GET) also needs the header `x-hoithi: 1`; without it: 403 ORIGIN_NOT_ALLOWED.',
      },
      servers: [{ url: publicOrigin }],
      components: {
        schemas: { Problem: problemSchema },
        securitySchemes: {
          contestant: { type: 'http', scheme: 'bearer' },
          attempt: { type: 'http', scheme: 'bearer' },
          key: { type: 'http', scheme: 'bearer', description: 'A key of another system, hk_…; needs no x-hoithi' },
          staff: { type: 'apiKey', in: 'cookie', name: 'hoithi_session' },
        },
      },
    },
    transform: ({ schema, url, route }) => {
      const { guard = 'public', action, subject } = (route.config ?? {}) as FastifyContextConfig
      const security: Record<string, never[]>[] =
        guard === 'public' ? [] : guard === 'attempt-or-contestant' ? [{ attempt: [] }, { contestant: [] }] : [{ [guard]: [] }]
      if (action && action !== 'self' && keyActions.includes(action)) security.push({ key: [] })
      // what a caller must be allowed to do, and where the thing stands that it is done to
      const rights = action ? { 'x-action': action, 'x-subject': subject ?? 'self' } : {}
      return { schema: { ...schema, ...rights, security, tags: [tagOf(url)] }, url }
    },
    transformObject(document) {
      if (!('openapiObject' in document)) return document.swaggerObject
      for (const methods of Object.values(document.openapiObject.paths ?? {})) {
        for (const operation of Object.values(methods ?? {}) as { responses?: Record<string, object> }[]) {
          operation.responses = { ...operation.responses, default: refusal }
        }
      }
      return document.openapiObject
    },
  })
  app.get('/openapi.json', { config: { guard: 'public' }, schema: { hide: true } }, async () => app.swagger())
}
