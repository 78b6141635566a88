import { ConfigError } from '../config.ts'
import { EmbeddedPostgresError } from '../database/embedded/embedded-postgres.ts'
import { SchemaTooNewError } from '../database/migrate.ts'
import { QueueUnfit } from '../jobs/queue-unfit.ts'
import { StartRefused } from './start-refused.ts'

/** What already says in a sentence what is wrong. */
const spoken = [ConfigError, EmbeddedPostgresError, SchemaTooNewError, QueueUnfit, StartRefused]

/** One clear sentence for whatever stopped the start; where what nobody foresaw happened is in the log, for LOG_LEVEL=debug. */
export function sentenceFor(error: unknown): string {
  if (spoken.some((kind) => error instanceof kind)) return (error as Error).message
  const { code, port, address, hostname, message } = error as NodeJS.ErrnoException & { port?: number; address?: string; hostname?: string }
  if (code === 'EADDRINUSE') return `Port ${port} is taken by another program: stop it, or set PORT (or PORTAL_PORT) to a free one.`
  if (code === 'EACCES' && port !== undefined) return `Port ${port} may not be opened by this user: set PORT to a number above 1023.`
  if (code === 'EADDRNOTAVAIL') return `This machine has no address ${address}: set HOST to one of its own, or to 0.0.0.0 for all of them.`
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `Nobody knows an address for the name ${hostname}: correct HOST.`
  if (code === 'ENOSPC') return 'The disk is full: free some space and start again.'
  const reason = (message ?? String(error)).split('\n')[0]?.replace(/[.:]$/, '')
  return `The start failed: ${reason}. LOG_LEVEL=debug says where.`
}
