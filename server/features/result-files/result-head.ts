import type { Language } from '../../contract/primitives.ts'
import { textsIn } from '../../i18n/texts-in.ts'
import type { SealedResult } from '../seals/sealed-result-service.ts'

/** What stands above every table that is made from a seal: which one, how to prove it, and whether it still holds. */
export function resultHead(result: SealedResult, titles: readonly string[], language: Language): string[] {
  const { sealed, digest, reason, superseded } = textsIn(language).resultFiles
  return [
    ...titles,
    sealed(result.number, result.sealedAt),
    digest(result.manifestSha256, result.keyId),
    ...(result.reason === '' ? [] : [reason(result.reason)]),
    ...(result.supersededBy === null ? [] : [superseded(result.supersededBy)]),
  ]
}
