import { areEqualSecrets, type Secrets } from '../../secrets.ts'

type Keys = Pick<Secrets, 'codeHmac'>

/** What is kept of a code: enough to compare, not enough to read it. */
export function accessCodeHmac(secrets: Keys, contestId: number, code: string): Buffer {
  return secrets.codeHmac('access code', contestId, canonicalCode(code))
}

/** Whether what somebody typed opens a round; a round without a code is open to everybody. */
export function opensWith(secrets: Keys, contestId: number, kept: Buffer | null, typed: string | undefined): boolean {
  if (kept === null) return true
  return typed !== undefined && areEqualSecrets(accessCodeHmac(secrets, contestId, typed).toString('hex'), kept.toString('hex'))
}

/** Codes are read out in halls and written on boards: case and blanks say nothing. */
function canonicalCode(code: string): string {
  return code.normalize('NFC').replace(/\s+/gu, '').toUpperCase()
}
