import { isIP } from 'node:net'
import { type Static, type TObject, type TSchema, Type } from 'typebox'
import Format from 'typebox/format'
import { Value } from 'typebox/value'

/** Refusals of these tell the name alone: a sentence ends up in logs, chats and screenshots. */
const secret = { isSecret: true }

/** The whole configuration: one schema gives the type, the defaults, the checks and the table in the README. */
export const ConfigSchema = Type.Object({
  HOST: Type.String({ default: '0.0.0.0', format: 'host', description: 'Address to listen on' }),
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
  DATABASE_URL: Type.String({
    default: '',
    pattern: '^(postgres(ql)?://.+)?$',
    description: 'A real PostgreSQL (15 or newer); empty: embedded',
    ...secret,
  }),
  DATABASE_DIRECT_URL: Type.String({
    default: '',
    pattern: '^(postgres(ql)?://.+)?$',
    description: 'The same database without PgBouncer, for locks and migrations; empty: DATABASE_URL',
    ...secret,
  }),
  DATABASE_OWNER_URL: Type.String({
    default: '',
    pattern: '^(postgres(ql)?://.+)?$',
    description:
      'The same database as the role that owns the tables, for migrations and retention, so that the role of DATABASE_URL can only append to the logs; empty: one role does everything',
    ...secret,
  }),
  DATABASE_POOL: Type.Integer({ default: 12, minimum: 4, maximum: 200, description: 'Connections of one process' }),
  REDIS_URL: Type.String({
    default: '',
    pattern: '^(rediss?://[^,]+(,rediss?://[^,]+)*)?$',
    description: 'Redis 7 or Valkey; several addresses parted by commas name the nodes of a cluster; empty: live state in the process',
    ...secret,
  }),
  SECRET_KEY: Type.String({
    default: '',
    pattern: '^([A-Za-z0-9_+/=-]{32,})?$',
    description: 'At least 32 characters, the same on every process; by default made once and kept in DATA_DIR',
    ...secret,
  }),
  SECRET_KEY_OLD: Type.String({
    default: '',
    pattern: '^([A-Za-z0-9_+/=-]{32,}(\\s*,\\s*[A-Za-z0-9_+/=-]{32,}){0,4})?$',
    description: 'Secrets before the present one, the newest first, parted by commas (five at most): what was made with them is still read',
    ...secret,
  }),
  METRICS_TOKEN: Type.String({
    default: '',
    pattern: '^(.{16,})?$',
    description: 'Bearer token for /metrics, at least 16 characters; empty: /metrics answers 404',
    ...secret,
  }),
  SMTP_URL: Type.String({
    default: '',
    pattern: '^(smtps?://[^\\s/]+(/.*)?)?$',
    description: 'The mail server, smtp://user:password@host:587 or smtps://…; empty: links for staff are shown to the administrator instead of sent',
    ...secret,
  }),
  MAIL_FROM: Type.String({
    default: '',
    format: 'sender',
    description: 'Whom mails come from, hoithi@example.vn or "Hội Thi <hoithi@example.vn>"; needed with SMTP_URL',
  }),
  GATEWAY_URL: Type.String({
    default: '',
    pattern: '^(https?://[^\\s/]+(/.*)?)?$',
    description: 'Where one-time codes for phones are posted to, as JSON { id, to, text }: your gateway for SMS or Zalo; empty: no codes by phone',
    ...secret,
  }),
  GATEWAY_SECRET: Type.String({
    default: '',
    pattern: '^(.{16,})?$',
    description: 'Signs what is posted to GATEWAY_URL, at least 16 characters; needed with GATEWAY_URL',
    ...secret,
  }),
  TRUSTED_PROXIES: Type.String({
    default: '',
    format: 'networks',
    description: 'Addresses or networks, parted by commas, whose X-Forwarded-For counts; empty: none',
  }),
  OUTGOING_HOSTS: Type.String({
    default: '',
    pattern: '^([a-z0-9.-]+(:[0-9]{1,5})?(,[a-z0-9.-]+(:[0-9]{1,5})?)*)?$',
    description:
      'Hosts inside the house, as host or host:port, parted by commas, that the service may call although they are private or speak plain http (keys of portals, gateways, webhooks); empty: only the open internet over https',
  }),
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

Format.Set('host', isHost)
Format.Set('networks', (text) => text === '' || text.split(',').every((network) => isNetwork(network.trim())))

Format.Set('sender', (text) => text === '' || /^([^<>\r\n]* <)?[^\s<>@]+@[^\s<>@]+>?$/.test(text))

export class ConfigError extends Error {}

/** The only reader of the environment. Every bad value gets its own sentence. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const schema: TObject = ConfigSchema
  const wrong: string[] = []
  const values: Record<string, unknown> = {}
  for (const [name, property] of Object.entries(schema.properties)) {
    const written = environment[name]?.trim()
    const value = written === undefined || written === '' ? defaultOf(property) : Value.Convert(property, written)
    if (!Value.Check(property, value))
      wrong.push(`${name} is ${isSecret(property) ? 'not right' : `"${written}"`}, but should be: ${wordsFor(property)}.`)
    values[name] = value
  }
  if (values.SMTP_URL !== '' && values.MAIL_FROM === '') wrong.push('MAIL_FROM is empty, but with SMTP_URL mails need a sender.')
  if (values.GATEWAY_URL !== '' && values.GATEWAY_SECRET === '')
    wrong.push('GATEWAY_SECRET is empty, but with GATEWAY_URL messages need a signature.')
  if (wrong.length > 0) throw new ConfigError(wrong.join('\n'))
  return values as Config
}

function defaultOf(property: TSchema): unknown {
  return (property as { default?: unknown }).default
}

function isSecret(property: TSchema): boolean {
  return (property as { isSecret?: boolean }).isSecret === true
}

/** An address or a name; four numbers that are no address are a mistyped one. */
function isHost(text: string): boolean {
  if (isIP(text) !== 0) return true
  return /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?$/i.test(text) && !/^[\d.]+$/.test(text)
}

/** "10.0.0.5", "10.0.0.0/8", "fd00::/8", or a name that Fastify knows for such networks. */
function isNetwork(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true
  const [address = '', length, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  return length === undefined || (/^\d+$/.test(length) && Number(length) <= (version === 4 ? 32 : 128))
}

function wordsFor(property: TSchema): string {
  const { description, minimum, maximum } = property as { description?: string; minimum?: number; maximum?: number }
  const range = minimum === undefined ? '' : ` (a whole number from ${minimum} to ${maximum})`
  return `${description}${range}`
}
