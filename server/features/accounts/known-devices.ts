import type { Ids } from '../../ids.ts'
import { areEqualSecrets, type Secrets } from '../../secrets.ts'

export type KnownDevices = ReturnType<typeof createKnownDevices>

/**
 * A browser from which an account was opened keeps a mark that proves it. It opens nothing; it only keeps strangers' wrong tries
 * from slowing down the owner (OWASP: device cookies).
 */
export function createKnownDevices({ secrets, ids }: { secrets: Secrets; ids: Ids }) {
  const proofOf = (accountId: number, label: string) => secrets.staffHmac('devices', `${accountId}:${label}`).subarray(0, 18).toString('base64url')
  return {
    markFor(accountId: number): string {
      const label = ids.secret(12).toString('base64url')
      return `${label}.${proofOf(accountId, label)}`
    },
    /** Which device this is, when its mark was made for this account. */
    deviceOf(accountId: number, mark: string): string | undefined {
      const [label = '', proof = ''] = mark.split('.')
      return areEqualSecrets(proofOf(accountId, label), proof) ? `${accountId}:${label}` : undefined
    },
  }
}
