import { createHash } from 'node:crypto'
import type { GivenConsent, PersonCard } from '../../contract/privacy.ts'
import type { Ids } from '../../ids.ts'
import type { PersonVault } from '../../person-vault.ts'
import type { PersonalData } from '../contestants/personal-data.ts'
import type { ConsentTextRow } from './consents-store.ts'
import type { PersonRow } from './people-store.ts'

export function personCard(data: PersonalData, idNumber: string | undefined, row: PersonRow, unitName: string): PersonCard {
  return {
    ...data,
    ...(idNumber === undefined ? {} : { idNumber }),
    publicName: row.publicName,
    unitId: row.unitId,
    unitName,
    registeredAt: row.registeredAt.toISOString(),
  }
}

/** Each consent with the text it was given to, and when it was taken back. */
export function givenConsents(row: Pick<PersonRow, 'consents'>, texts: readonly ConsentTextRow[]): GivenConsent[] {
  return row.consents.flatMap((record, index) => {
    const text = texts.find(({ id, version }) => id === record.id && version === record.version)
    if (record.isWithdrawn || !text) return []
    const withdrawn = row.consents.slice(index).find((later) => later.isWithdrawn && later.id === record.id)
    const { id, version, purpose, text: words, textEn, isRequired } = text
    return [
      {
        id,
        version,
        purpose,
        text: words,
        ...(textEn === null ? {} : { textEn }),
        required: isRequired,
        by: record.by ?? 'self',
        givenAt: record.at,
        withdrawnAt: withdrawn?.at ?? null,
      },
    ]
  })
}

/** What an entry of the audit log says of a person: readable while the person's key lives, and a salted digest for ever. */
export function sealedForAudit(
  { vault, ids }: { vault: PersonVault; ids: Ids },
  contestId: number,
  contestantId: string,
  key: Buffer,
  says: unknown,
) {
  const plain = Buffer.from(JSON.stringify({ salt: ids.secret(16).toString('hex'), says }))
  return { sealed: vault.seal({ contestId, contestantId }, key, 'audit', plain), digest: createHash('sha256').update(plain).digest() }
}
