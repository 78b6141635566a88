import { ConfigError } from '../config.ts'
import { EmbeddedPostgresError } from '../database/embedded/embedded-postgres.ts'
import { SchemaTooNewError } from '../database/migrate.ts'
import { StartRefused } from './start-refused.ts'

/** One clear sentence for whatever stopped the start; what nobody foresaw is shown whole. */
export function sentenceFor(error: unknown): string {
  if (error instanceof ConfigError || error instanceof EmbeddedPostgresError || error instanceof SchemaTooNewError || error instanceof StartRefused)
    return error.message
  const { code, port, message, stack } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE') return `Port ${port} is taken by another program: stop it, or set PORT (or PORTAL_PORT) to a free one.`
  if (code === 'EACCES' && port !== undefined) return `Port ${port} may not be opened by this user: set PORT to a number above 1023.`
  if (code === 'ENOSPC') return 'The disk is full: free some space and start again.'
  return `The start failed: ${stack ?? message}`
}
