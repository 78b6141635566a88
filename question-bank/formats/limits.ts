/** What a stranger's file may ask of us. */
export const limits = {
  fileBytes: 50 * 1024 * 1024,
  questions: 20_000,
  packageEntries: 4_000,
  unpackedBytes: 200 * 1024 * 1024,
  xmlDepth: 200,
  seconds: 60,
  workerMemoryMb: 400,
} as const
