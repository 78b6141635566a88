import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'

/** Must be registered before the routes it describes. */
export async function registerOpenapi(app: FastifyInstance, publicOrigin: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Hội Thi', version: '1', description: 'Online quizzes and contests. Errors are problem details (RFC 9457) with a stable code.' },
      servers: [{ url: publicOrigin }],
      components: {
        securitySchemes: {
          contestant: { type: 'http', scheme: 'bearer' },
          attempt: { type: 'http', scheme: 'bearer' },
          staff: { type: 'apiKey', in: 'cookie', name: 'hoithi_session' },
        },
      },
    },
    transform: ({ schema, url, route }) => {
      const guard = (route.config as { guard?: string } | undefined)?.guard ?? 'public'
      const security = guard === 'public' ? [] : guard === 'attempt-or-contestant' ? [{ attempt: [] }, { contestant: [] }] : [{ [guard]: [] }]
      return { schema: { ...schema, security, tags: [url.includes('/staff/') ? 'staff' : 'participants'] }, url }
    },
  })
  app.get('/openapi.json', { config: { guard: 'public' }, schema: { hide: true } }, async () => app.swagger())
}
