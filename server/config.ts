import { type Static, type TObject, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'

/** The whole configuration: one schema gives the type, the defaults, the checks and the table in the README. */
export const ConfigSchema = Type.Object({
  HOST: Type.String({ default: '0.0.0.0', description: 'Address to listen on' }),
  PORT: Type.Integer({ default: 8080, minimum: 0, maximum: 65_535, description: 'Port of the service' }),
  PUBLIC_URL: Type.String({
    default: '',
    pattern: '^(https?://[^/]+)?$',
    description: 'Address that browsers use, without a path; by default http://localhost:PORT',
  }),
  DEMO: Type.Union([Type.Literal('auto'), Type.Literal('yes'), Type.Literal('no')], {
    default: 'auto',
    description:
      'Whether to seed the demonstration contest once and serve the demonstration portal: yes, no, or auto (only on the embedded database)',
  }),
  PORTAL_PORT: Type.Integer({ default: 8090, minimum: 0, maximum: 65_535, description: 'Port of the demonstration portal' }),
  DATA_DIR: Type.String({ default: '.data', minLength: 1, description: 'Where the embedded PostgreSQL and the generated secret live' }),
  DATABASE_URL: Type.String({ default: '', pattern: '^(postgres(ql)?://.+)?$', description: 'A real PostgreSQL (15 or newer); empty: embedded' }),
  DATABASE_DIRECT_URL: Type.String({
    default: '',
    pattern: '^(postgres(ql)?://.+)?$',
    description: 'The same database without PgBouncer, for locks and migrations; empty: DATABASE_URL',
  }),
  DATABASE_POOL: Type.Integer({ default: 12, minimum: 4, maximum: 200, description: 'Connections of one process' }),
  REDIS_URL: Type.String({
    default: '',
    pattern: '^(rediss?://[^,]+(,rediss?://[^,]+)*)?$',
    description: 'Redis 7 or Valkey; several addresses parted by commas name the nodes of a cluster; empty: live state in the process',
  }),
  SECRET_KEY: Type.String({
    default: '',
    pattern: '^([A-Za-z0-9_+/=-]{32,})?$',
    description: 'At least 32 characters, the same on every process; by default made once and kept in DATA_DIR',
  }),
  SECRET_KEY_OLD: Type.String({
    default: '',
    pattern: '^([A-Za-z0-9_+/=-]{32,})?$',
    description: 'The secret before the present one, while tokens made with it are still in use',
  }),
  METRICS_TOKEN: Type.String({
    default: '',
    pattern: '^(.{16,})?$',
    description: 'Bearer token for /metrics, at least 16 characters; empty: /metrics answers 404',
  }),
  TRUSTED_PROXIES: Type.String({ default: '', description: 'Addresses or networks, parted by commas, whose X-Forwarded-For counts; empty: none' }),
  LOG_LEVEL: Type.Union([Type.Literal('debug'), Type.Literal('info'), Type.Literal('warn'), Type.Literal('error'), Type.Literal('silent')], {
    default: 'warn',
    description: 'How much is logged: debug, info, warn, error, silent',
  }),
  HOLD_MINUTES: Type.Integer({
    default: 10,
    minimum: 0,
    maximum: 120,
    description: 'How long attempts stay unclosed after an outage of more than 30 s, so that officials may extend',
  }),
  LIVE_CEILING: Type.Integer({
    default: 200_000,
    minimum: 1,
    maximum: 1_000_000,
    description: 'Entries that in-process live state holds before it refuses more and asks for Redis',
  }),
})
export type Config = Static<typeof ConfigSchema>

export class ConfigError extends Error {}

/** The only reader of the environment. Every bad value gets its own sentence. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const schema: TObject = ConfigSchema
  const wrong: string[] = []
  const values: Record<string, unknown> = {}
  for (const [name, property] of Object.entries(schema.properties)) {
    const written = environment[name]?.trim()
    const value = written === undefined || written === '' ? defaultOf(property) : Value.Convert(property, written)
    if (!Value.Check(property, value)) wrong.push(`${name} is "${written}", but should be: ${wordsFor(property)}.`)
    values[name] = value
  }
  if (wrong.length > 0) throw new ConfigError(wrong.join('\n'))
  return values as Config
}

function defaultOf(property: TSchema): unknown {
  return (property as { default?: unknown }).default
}

function wordsFor(property: TSchema): string {
  const { description, minimum, maximum } = property as { description?: string; minimum?: number; maximum?: number }
  const range = minimum === undefined ? '' : ` (a whole number from ${minimum} to ${maximum})`
  return `${description}${range}`
}
