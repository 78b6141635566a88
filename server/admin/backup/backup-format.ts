/** The first line of a backup, readable by anybody: what this file is. */
export type BackupHeader = {
  hoithi: 'backup'
  version: 1
  createdAt: string
  /** How a passphrase becomes the key; null: not encrypted. */
  encryption: { kdf: 'scrypt'; salt: string; cost: number } | null
}

export type PartSums = { rows: number; bytes: number; sha256: string }
/** The rows of one table, as COPY writes them. */
export type BackupPart = { table: string; columns: string[] } & PartSums

/** The last frame but one: what must be in the file, and what else a restore needs to know. */
export type BackupManifest = {
  program: string
  createdAt: string
  postgres: string
  databaseId: string
  /** The public part of the key that is made of SECRET_KEY: tells whether somebody restores with the right secret. */
  publicKey: string
  migrations: { hash: string; createdAt: number }[]
  parts: BackupPart[]
  sequences: { name: string; lastValue: number }[]
  partitions: { name: string; parent: string; bound: string }[]
  /** How many transaction numbers the rows that follow them were spread over. */
  transactions: number
  /** The end of the audit log at that moment. */
  auditHead: { seq: number; hash: string }
}
export type BackupSignature = { keyId: string; signature: string }

export type FrameKind = 'part' | 'chunk' | 'part-end' | 'manifest' | 'signature'
export const frameKinds: readonly FrameKind[] = ['part', 'chunk', 'part-end', 'manifest', 'signature']
/** Kind and length stand before each frame. */
export const frameHeadBytes = 5
export const longestFrame = 16 * 2 ** 20

export type BackupFault = 'not-a-backup' | 'cut' | 'damaged' | 'passphrase-needed' | 'passphrase-wrong'
export class BackupUnreadable extends Error {
  readonly fault: BackupFault
  readonly where: string | undefined
  constructor(fault: BackupFault, where?: string) {
    super(where === undefined ? fault : `${fault}: ${where}`)
    this.fault = fault
    this.where = where
  }
}

/** Signed: the digest of the manifest, which holds the digests of all parts. */
export const manifestMessage = (digest: string) => `hoithi backup 1\n${digest}`
