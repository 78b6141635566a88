import { type Static, Type } from 'typebox'

// Edges refuse NUL (PostgreSQL text cannot hold it) and lone surrogates (no valid UTF-8) with one pattern.
// The formats 'plain-text' and 'answer-text' are taught to the validator in plugins/validation.ts.

/** A string a person typed: no NUL, no lone surrogate. Length counts UTF-16 units. */
export const PlainText = (options: { minLength?: number; maxLength: number; description?: string }) =>
  Type.String({ format: 'plain-text', ...options })

/** An answer: plain text without control characters but tab and line break; the others part the records of a log. */
export const AnswerText = (options: { maxLength: number }) => Type.String({ format: 'answer-text', ...options })

/** Made by the client, once per action; the same id is always the same action. */
export const ActionId = Type.String({ format: 'uuid', description: 'Made by the client, one for each action; a repeat returns the first receipt' })

export const Slug = Type.String({ pattern: '^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$', description: 'Public name of a contest in addresses' })

export const Language = Type.Union([Type.Literal('vi'), Type.Literal('en')], { description: 'What the server itself writes is written in it' })
export type Language = Static<typeof Language>
export const LanguageQuery = Type.Object({ lang: Type.Optional(Language) })

export const Timestamp = Type.String({ format: 'date-time', description: 'UTC, ISO 8601' })

/** A random label the widget keeps on one device, for one contest only. */
export const DeviceLabel = Type.String({ pattern: '^[A-Za-z0-9_-]{8,40}$' })

export const RoundId = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })
export const UnitId = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })
