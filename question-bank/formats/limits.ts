/** What a stranger's file may ask of us. */
export const limits = {
  fileBytes: 50 * 1024 * 1024,
  questions: 20_000,
  /** A package of questions has a part for each of them. */
  packageEntries: 50_000,
  unpackedBytes: 200 * 1024 * 1024,
  /** One XML part, before it is unpacked: a sheet of 20,000 questions has 17 MB, a Word text of 10,000 has 14. */
  xmlPartBytes: 64 * 1024 * 1024,
  /** What is held as a tree needs about half a kilobyte for each element. A question typed in Word has 40 to 100. */
  xmlElements: 500_000,
  /** The text of a Word document is held a piece at a time. */
  documentElements: 2_500_000,
  xmlDepth: 200,
  xmlAttributes: 500,
  /** Eight times what Excel lets into a cell. */
  cellCharacters: 8 * 32_767,
  seconds: 60,
  /** What a thread may hold in the long run and what it has just made; together with what lies outside of both it stays below 512 MB. */
  workerMemoryMb: 288,
  workerYoungMemoryMb: 24,
  /** A thread that writes holds the bank as well, and reads its own file again. */
  writerMemoryMb: 512,
} as const
