/** What a stranger's file may ask of us. */
export const limits = {
  fileBytes: 50 * 1024 * 1024,
  questions: 20_000,
  /** A package of questions has a part for each of them. */
  packageEntries: 50_000,
  unpackedBytes: 200 * 1024 * 1024,
  xmlDepth: 200,
  xmlAttributes: 500,
  seconds: 60,
  workerMemoryMb: 400,
} as const
