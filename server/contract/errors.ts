/** Every error a client can meet. A code is never reused and never renamed: old widgets stay on portals for years. */
export const problems = {
  BAD_REQUEST: { status: 400, retryable: false },
  BODY_TOO_LARGE: { status: 413, retryable: false },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, retryable: false },
  NOT_FOUND: { status: 404, retryable: false },
  METHOD_NOT_ALLOWED: { status: 405, retryable: false },
  TOKEN_MISSING: { status: 401, retryable: false },
  TOKEN_INVALID: { status: 401, retryable: false },
  TOKEN_EXPIRED: { status: 401, retryable: false },
  LOGIN_REQUIRED: { status: 401, retryable: false, audience: 'staff' },
  LOGIN_FAILED: { status: 401, retryable: false, audience: 'staff' },
  FORBIDDEN: { status: 403, retryable: false, audience: 'staff' },
  ORIGIN_NOT_ALLOWED: { status: 403, retryable: false },
  TOO_MANY_REQUESTS: { status: 429, retryable: true },
  TOO_BUSY: { status: 503, retryable: true },
  STORE_AWAY: { status: 503, retryable: true },
  SHUTTING_DOWN: { status: 503, retryable: true },
  LIVE_STATE_FULL: { status: 503, retryable: true },
  INTERNAL: { status: 500, retryable: true },
  ACTION_ID_REUSED: { status: 409, retryable: false },
  TICKET_INVALID: { status: 401, retryable: false },
  TICKET_EXPIRED: { status: 401, retryable: false },
  TICKET_USED: { status: 409, retryable: false },
  TICKET_KEYS_AWAY: { status: 503, retryable: true },
  CONTEST_NOT_FOUND: { status: 404, retryable: false },
  ROUND_NOT_FOUND: { status: 404, retryable: false },
  ROUND_NOT_OPEN: { status: 409, retryable: false },
  ROUND_CLOSED: { status: 409, retryable: false },
  UNIT_NOT_FOUND: { status: 404, retryable: false },
  UNIT_NOT_SELECTABLE: { status: 422, retryable: false },
  CONSENT_REQUIRED: { status: 422, retryable: false },
  BIRTH_DATE_REFUSED: { status: 422, retryable: false },
  GUARDIAN_REQUIRED: { status: 422, retryable: false },
  CONSENT_NOT_FOUND: { status: 404, retryable: false },
  PHONE_INVALID: { status: 422, retryable: false },
  NAME_INVALID: { status: 422, retryable: false },
  EMAIL_INVALID: { status: 422, retryable: false },
  ID_NUMBER_INVALID: { status: 422, retryable: false },
  FIELD_REQUIRED: { status: 422, retryable: false },
  FIELD_INVALID: { status: 422, retryable: false },
  ADMISSION_REQUIRED: { status: 422, retryable: false },
  CODE_REQUIRED: { status: 422, retryable: false },
  NOT_A_MEMBER: { status: 403, retryable: false },
  CODE_REFUSED: { status: 403, retryable: false },
  TOO_MANY_CODES: { status: 429, retryable: true },
  CODES_NOT_AVAILABLE: { status: 503, retryable: true },
  REGISTRATION_REFUSED: { status: 409, retryable: false },
  REJOIN_REFUSED: { status: 403, retryable: false },
  NO_ATTEMPTS_LEFT: { status: 409, retryable: false },
  ATTEMPT_NOT_FOUND: { status: 404, retryable: false },
  ATTEMPT_CLOSED: { status: 409, retryable: false },
  DEADLINE_PASSED: { status: 409, retryable: false },
  QUESTION_NOT_IN_PAPER: { status: 422, retryable: false },
  TOO_MANY_ANSWERS: { status: 409, retryable: false },
  RESULT_NOT_READY: { status: 409, retryable: true },
  JOB_NOT_FOUND: { status: 404, retryable: false, audience: 'staff' },
  PORTAL_NOT_FOUND: { status: 404, retryable: false, audience: 'staff' },
  FORM_REFUSED: { status: 422, retryable: false, audience: 'staff' },
  IDENTITY_IN_USE: { status: 409, retryable: false, audience: 'staff' },
  NO_ADDRESS: { status: 422, retryable: false, audience: 'staff' },
  CONSENT_CHANGED: { status: 409, retryable: false, audience: 'staff' },
  MEMBERS_NEED_IDENTITY: { status: 422, retryable: false, audience: 'staff' },
  PORTAL_CODE_TAKEN: { status: 409, retryable: false, audience: 'staff' },
  PORTAL_CHANGED: { status: 409, retryable: false, audience: 'staff' },
  PORTAL_SECRET_NOT_FOUND: { status: 404, retryable: false, audience: 'staff' },
  PORTAL_KEYS_NOT_READ: { status: 422, retryable: false, audience: 'staff' },
  PERSON_NOT_FOUND: { status: 404, retryable: false, audience: 'staff' },
  RETENTION_REFUSED: { status: 422, retryable: false, audience: 'staff' },
  IMPORT_NOT_FOUND: { status: 404, retryable: false, audience: 'staff' },
  IMPORT_ALREADY_CONFIRMED: { status: 409, retryable: false, audience: 'staff' },
  IMPORT_EMPTY: { status: 422, retryable: false, audience: 'staff' },
  FILE_NOT_READABLE: { status: 422, retryable: false, audience: 'staff' },
  IMPORT_NOT_READY: { status: 409, retryable: true, audience: 'staff' },
  IMPORT_IN_USE: { status: 409, retryable: false, audience: 'staff' },
  IMPORT_REVISED: { status: 409, retryable: false, audience: 'staff' },
  OWN_REVISION_IN_REVIEW: { status: 409, retryable: false, audience: 'staff' },
  QUESTION_UNCHANGED: { status: 409, retryable: false, audience: 'staff' },
  QUESTION_NOT_FOUND: { status: 404, retryable: false, audience: 'staff' },
  QUESTION_REFUSED: { status: 422, retryable: false, audience: 'staff' },
  QUESTION_CHANGED: { status: 409, retryable: false, audience: 'staff' },
  TOPIC_NOT_FOUND: { status: 404, retryable: false, audience: 'staff' },
  TOPIC_NAME_TAKEN: { status: 409, retryable: false, audience: 'staff' },
  TOPIC_MOVE_REFUSED: { status: 409, retryable: false, audience: 'staff' },
  EXPORT_TOO_LARGE: { status: 422, retryable: false, audience: 'staff' },
  BLUEPRINT_REFUSED: { status: 422, retryable: false, audience: 'staff' },
  BLUEPRINT_NOT_FILLED: { status: 422, retryable: false, audience: 'staff' },
  BANK_CHANGED: { status: 409, retryable: true, audience: 'staff' },
  ROUND_ALREADY_OPEN: { status: 409, retryable: false, audience: 'staff' },
  ROUND_CHANGED: { status: 409, retryable: false, audience: 'staff' },
  UNIT_CHANGED: { status: 409, retryable: false, audience: 'staff' },
  UNIT_CLOSED: { status: 409, retryable: false, audience: 'staff' },
  UNIT_STILL_OPEN: { status: 409, retryable: false, audience: 'staff' },
  UNIT_HAS_UNITS: { status: 409, retryable: false, audience: 'staff' },
  UNIT_MOVE_REFUSED: { status: 409, retryable: false, audience: 'staff' },
  UNIT_CODE_TAKEN: { status: 409, retryable: false, audience: 'staff' },
  UNIT_SHARES_REFUSED: { status: 422, retryable: false, audience: 'staff' },
  UNIT_DAY_REFUSED: { status: 422, retryable: false, audience: 'staff' },
  UNIT_ACT_NOT_FOUND: { status: 404, retryable: false, audience: 'staff' },
  UNIT_ACT_IN_FORCE: { status: 409, retryable: false, audience: 'staff' },
  UNIT_LOGO_REFUSED: { status: 422, retryable: false, audience: 'staff' },
  UNITS_CHANGED: { status: 409, retryable: false, audience: 'staff' },
  ESSAY_NOT_FOUND: { status: 404, retryable: false, audience: 'staff' },
  ESSAY_MARK_CHANGED: { status: 409, retryable: false, audience: 'staff' },
  ESSAY_POINTS_REFUSED: { status: 422, retryable: false, audience: 'staff' },
  ACCOUNT_NOT_FOUND: { status: 404, retryable: false, audience: 'staff' },
  ACCOUNT_NAME_TAKEN: { status: 409, retryable: false, audience: 'staff' },
  ACCOUNT_NAME_INVALID: { status: 422, retryable: false, audience: 'staff' },
  GRANT_NOT_FOUND: { status: 404, retryable: false, audience: 'staff' },
  GRANT_EXISTS: { status: 409, retryable: false, audience: 'staff' },
  LAST_OWNER: { status: 409, retryable: false, audience: 'staff' },
  PASSWORD_TOO_SHORT: { status: 422, retryable: false, audience: 'staff' },
  PASSWORD_KNOWN: { status: 422, retryable: false, audience: 'staff' },
  PASSWORD_WRONG: { status: 403, retryable: false, audience: 'staff' },
  LINK_NOT_VALID: { status: 404, retryable: false, audience: 'staff' },
  SECOND_FACTOR_REQUIRED: { status: 403, retryable: false, audience: 'staff' },
  SECOND_FACTOR_ON: { status: 409, retryable: false, audience: 'staff' },
  SECOND_FACTOR_OFF: { status: 409, retryable: false, audience: 'staff' },
  CODE_WRONG: { status: 422, retryable: false, audience: 'staff' },
  SESSION_NOT_FOUND: { status: 404, retryable: false, audience: 'staff' },
  KEY_NOT_FOUND: { status: 404, retryable: false, audience: 'staff' },
} as const

export type ProblemCode = keyof typeof problems
/** What only routes of the staff answer with: the widget carries no words for it. */
export type StaffProblemCode = { [Code in ProblemCode]: (typeof problems)[Code] extends { audience: 'staff' } ? Code : never }[ProblemCode]

export class Problem extends Error {
  readonly code: ProblemCode
  readonly details: Record<string, unknown>
  constructor(code: ProblemCode, details: Record<string, unknown> = {}) {
    super(code)
    this.code = code
    this.details = details
  }
}

/** The one error body, HTTP and sockets alike (RFC 9457). */
export type ProblemBody = {
  type: string
  title: string
  status: number
  code: ProblemCode
  retryable: boolean
  requestId: string
  /** Where the input was wrong, when it was: a path into the body and a reason. */
  errors?: { at: string; reason: string }[]
}
