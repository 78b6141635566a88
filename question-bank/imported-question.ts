/** One item of a file as we understood it, with its place and, where we are not sure, the reasons. */
export type ImportedQuestion = {
  place: string
  state: 'good' | 'doubtful' | 'refused'
  stem: string
  options: string[]
  /** 0-based positions. */
  correct: number[]
  topic?: string
  level?: string
  explanation?: string
  source?: string
  reasons: string[]
}

/** The file as a whole cannot be read: a sentence in Vietnamese that tells what to do. */
export class UnreadableFileError extends Error {}
