import { hash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { privateKeyFrom } from '../../server/audit-verifier/signed-head.ts'
import { type Manifest, manifestMessage } from '../../server/results-verifier/bundle-format.ts'
import { type ArchivedFile, archived, endOfArchive, readArchive } from '../../server/results-verifier/tar.ts'

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

export async function filesOf(bundle: Buffer): Promise<ArchivedFile[]> {
  return Array.fromAsync(readArchive(once(gunzipSync(bundle))))
}

export function bundleWith(files: readonly ArchivedFile[]): Buffer {
  return gzipSync(Buffer.concat([...files.flatMap((file) => archived(file, 0)), endOfArchive]))
}

type Holder = Record<string | number, unknown>

/** One value on every line of a kind is another one: those at this path. */
export function withValue(
  files: readonly ArchivedFile[],
  kind: string,
  path: readonly (string | number)[],
  next: (value: never) => unknown,
): ArchivedFile[] {
  const at = path.at(-1) as string | number
  const changed = (text: string): string => {
    const line = JSON.parse(text) as Holder
    const holder = path.slice(0, -1).reduce<Holder | undefined>((inner, name) => inner?.[name] as Holder | undefined, line)
    if (holder && (at in holder || path.length === 1)) holder[at] = next(holder[at] as never)
    return JSON.stringify(line)
  }
  return files.map(({ name, bytes }) => {
    if (!name.startsWith(`${kind}-`)) return { name, bytes }
    return { name, bytes: Buffer.from(`${bytes.toString().trimEnd().split('\n').map(changed).join('\n')}\n`) }
  })
}

/** What somebody can do who rules the service but not its key: digests and manifest made anew, signed by a key of their own. */
export function rewritten(files: readonly ArchivedFile[], isPosingAs: 'themselves' | 'the service'): ArchivedFile[] {
  const parts = files.filter(({ name }) => name !== 'manifest.json' && name !== 'signature.json')
  const told = JSON.parse(files.find(({ name }) => name === 'manifest.json')?.bytes.toString() ?? '') as Manifest
  const signed = JSON.parse(files.find(({ name }) => name === 'signature.json')?.bytes.toString() ?? '')
  const manifest = Buffer.from(
    JSON.stringify({ ...told, parts: parts.map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: hash('sha256', bytes) })) }),
  )
  const key = privateKeyFrom(Buffer.alloc(32, 7))
  const signature = key.sign(manifestMessage(hash('sha256', manifest)))
  const whose = isPosingAs === 'themselves' ? { keyId: key.keyId, publicKey: key.text } : { keyId: signed.keyId, publicKey: signed.publicKey }
  return [
    ...parts,
    { name: 'manifest.json', bytes: manifest },
    { name: 'signature.json', bytes: Buffer.from(JSON.stringify({ ...whose, signature })) },
  ]
}
