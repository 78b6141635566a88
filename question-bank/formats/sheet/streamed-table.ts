/** A number stays a number, so that people can sort and add; nothing is ever a formula. */
export type StreamedCell = string | number | null
/** A table that may be longer than the memory: its rows are taken as fast as the file is. */
export type StreamedTable = {
  sheet: string
  /** Lines above the table, each in its first cell. */
  above: readonly string[]
  columns: readonly { header: string; width: number }[]
  rows: AsyncIterable<readonly StreamedCell[]>
}

/** Pieces of a file are handed on at about this size. */
export const streamedPieceLength = 64 * 1024
