import { decodeJwt, decodeProtectedHeader, errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { Problem } from '../../contract/errors.ts'

/** How far apart the clocks of portal and service may be. */
const skewSeconds = 30
const longestLifeSeconds = 120

/** Signed with a secret both sides know, or with a key that the portal publishes. Never the one kind checked with the other. */
const algorithms = { secret: ['HS256'], published: ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'] }
export type KeyKind = keyof typeof algorithms

/** What a ticket claims before anything of it is believed: enough to find the key it must be signed with. */
export type Claimed = { issuer: string; keyId: string | undefined; kind: KeyKind }

/** What it says once its signature, audience and time were found right. */
export type Ticket = {
  id: string
  subject: string
  name: string | undefined
  unitCode: string | undefined
  birthDate: string | undefined
  contest: string | undefined
  expiresAt: Date
}

export function readClaims(ticket: string): Claimed {
  try {
    const { alg, kid } = decodeProtectedHeader(ticket)
    const { iss } = decodeJwt(ticket)
    const kind = (Object.keys(algorithms) as KeyKind[]).find((one) => algorithms[one].includes(alg ?? ''))
    if (!kind) throw refused('alg', `must be one of ${[...algorithms.secret, ...algorithms.published].join(', ')}`)
    if (typeof iss !== 'string' || iss === '') throw refused('iss', 'must be the code of the portal')
    return { issuer: iss, keyId: kid, kind }
  } catch (error) {
    throw error instanceof Problem ? error : refused('ticket', 'is no signed JWT')
  }
}

export async function verifyTicket(
  ticket: string,
  key: Uint8Array | JWTVerifyGetKey,
  { claimed, audience, nowMs }: { claimed: Claimed; audience: string; nowMs: number },
): Promise<Ticket> {
  const options = {
    issuer: claimed.issuer,
    audience,
    algorithms: algorithms[claimed.kind],
    currentDate: new Date(nowMs),
    clockTolerance: skewSeconds,
    maxTokenAge: longestLifeSeconds,
    requiredClaims: ['sub', 'jti', 'iat', 'exp'],
  }
  // the two kinds of key are two signatures of one function
  const { payload } = await (typeof key === 'function' ? jwtVerify(ticket, key, options) : jwtVerify(ticket, key, options)).catch(
    (error: unknown) => {
      throw whyNot(error)
    },
  )
  const { sub = '', jti = '', iat = 0, exp = 0, name, unit, birthDate, contest } = payload
  if (exp - iat > longestLifeSeconds) throw refused('exp', `must be at most ${longestLifeSeconds} s behind iat`)
  return {
    id: text(jti, 'jti', 100),
    subject: text(sub, 'sub', 200),
    name: name === undefined ? undefined : text(name, 'name', 120),
    unitCode: unit === undefined ? undefined : text(unit, 'unit', 60),
    birthDate: birthDate === undefined ? undefined : day(birthDate, 'birthDate'),
    contest: contest === undefined ? undefined : text(contest, 'contest', 64),
    // for as long as a copy of it might still be taken
    expiresAt: new Date((exp + skewSeconds) * 1_000),
  }
}

/** Tells the portal's administrator what to mend, and nothing of any key. */
export function refused(at: string, reason: string): Problem {
  return new Problem('TICKET_INVALID', { errors: [{ at, reason }] })
}

function whyNot(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof errors.JWTExpired) return new Problem('TICKET_EXPIRED')
  if (error instanceof errors.JWTClaimValidationFailed) return refused(error.claim, error.reason === 'missing' ? 'is missing' : 'is not right')
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey)
    return refused('signature', 'was not made with a known key')
  if (error instanceof errors.JOSEError) return refused('ticket', 'is not right')
  throw error
}

function day(value: unknown, at: string): string {
  const written = text(value, at, 10)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(written) || new Date(`${written}T00:00:00Z`).toJSON()?.slice(0, 10) !== written)
    throw refused(at, 'must be a day as in 2009-05-17')
  return written
}

function text(value: unknown, at: string, maxLength: number): string {
  if (typeof value !== 'string' || value === '' || value.length > maxLength || value.includes('\u0000') || !value.isWellFormed())
    throw refused(at, `must be a text of at most ${maxLength} letters`)
  return value.normalize('NFC')
}
