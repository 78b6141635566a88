import { hash } from 'node:crypto'
import { type AuditPublicKey, isSignedBy, publicKeyFrom } from '../audit-verifier/signed-head.ts'
import { type BundleSignature, type Manifest, manifestMessage } from './bundle-format.ts'
import type { ArchivedFile } from './tar.ts'
import type { Findings } from './verdict.ts'

const [manifestName, signatureName] = ['manifest.json', 'signature.json']

/** Every part as it streamed by, against the manifest, and the manifest against its signature. */
export function createSignatureCheck(given: readonly AuditPublicKey[], findings: Findings) {
  const parts: Manifest['parts'] = []
  const held = new Map<string, Buffer>()
  return {
    /** True: it is no part but the manifest or its signature. */
    take({ name, bytes }: ArchivedFile): boolean {
      if (name === manifestName || name === signatureName) held.set(name, Buffer.from(bytes))
      else parts.push({ name, bytes: bytes.length, sha256: hash('sha256', bytes) })
      return held.has(name)
    },
    finish(header: Record<string, unknown> | undefined): { keysFromBundle: boolean } {
      const [manifestBytes, signatureBytes] = [held.get(manifestName), held.get(signatureName)]
      if (!manifestBytes) findings.fault('missing-part', manifestName)
      else checkParts(JSON.parse(manifestBytes.toString()), header)
      if (!manifestBytes || !signatureBytes) {
        findings.fault('unsigned', signatureName)
        return { keysFromBundle: given.length === 0 }
      }
      const { keyId, publicKey, signature } = JSON.parse(signatureBytes.toString()) as BundleSignature
      const key = (given.length > 0 ? given : [publicKeyFrom(publicKey)]).find((one) => one.keyId === keyId)
      if (!key) findings.fault('unknown-key', signatureName, keyId)
      else if (!isSignedBy(key, manifestMessage(hash('sha256', manifestBytes)), signature)) findings.fault('forged', signatureName, keyId)
      return { keysFromBundle: given.length === 0 }
    },
  }

  function checkParts({ parts: told, auditHead: _head, ...about }: Manifest, header: Record<string, unknown> | undefined): void {
    findings.compare('part', 'header.json', header, about)
    const found = new Map(parts.map((part) => [part.name, part]))
    for (const part of told) {
      const there = found.get(part.name)
      if (!there) findings.fault('missing-part', part.name)
      else if (there.sha256 !== part.sha256) findings.fault('part', part.name, part.sha256, there.sha256)
      found.delete(part.name)
    }
    for (const name of found.keys()) findings.fault('part', name)
    if (told.length === parts.length && told.some(({ name }, index) => name !== parts[index]?.name)) findings.fault('part', manifestName)
  }
}
