import type {} from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sessionCookie } from '../../plugins/guards.ts'
import type { LoginFrom } from './accounts-service.ts'

export type SessionCookies = ReturnType<typeof createSessionCookies>

/** Proves a browser from which an account was opened before; see known-devices.ts. */
const deviceCookie = 'hoithi_device'
/** As long as browsers keep any. */
const deviceSeconds = 400 * 24 * 3_600

/** What the console's browser keeps: never readable by a script, never sent from another site's page. */
export function createSessionCookies(publicOrigin: string) {
  const sealed = { httpOnly: true, sameSite: 'strict' as const, secure: publicOrigin.startsWith('https:') }
  const session = { ...sealed, path: '/' }
  return {
    read: (request: FastifyRequest): LoginFrom => ({
      address: request.ip,
      userAgent: request.headers['user-agent'] ?? '',
      deviceMark: request.cookies[deviceCookie] ?? '',
      sessionSecret: request.cookies[sessionCookie] ?? '',
    }),
    open(reply: FastifyReply, { sessionSecret, expiresAt, deviceMark }: { sessionSecret: string; expiresAt: Date; deviceMark?: string }): void {
      reply.setCookie(sessionCookie, sessionSecret, { ...session, expires: expiresAt })
      if (deviceMark !== undefined) reply.setCookie(deviceCookie, deviceMark, { ...sealed, path: '/api/v1/staff', maxAge: deviceSeconds })
    },
    close: (reply: FastifyReply) => reply.clearCookie(sessionCookie, session),
  }
}
