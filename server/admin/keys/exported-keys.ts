/** Everything that is not in a backup and without which one is worth little. */
export type ExportedKeys = { hoithi: 'keys'; version: 1; exportedAt: string; SECRET_KEY: string; SECRET_KEY_OLD: string; auditPublicKeys: string[] }
