/** What a running job may say and must heed. */
export type JobRun = {
  /** Once the process closes, or the job was taken away: come to an end. */
  signal: AbortSignal
  /** For those who watch. */
  progress(done: number, total: number): void
  /** Something is not as it should be, though the job goes on: a mail server that does not answer. Names no person. */
  trouble(what: string): void
}

/**
 * Work that is looked for again and again: what is to be done stands in tables of its own, and a run does what is there. So nothing is
 * lost whatever becomes of one run.
 */
export type Duty = {
  kind: string
  everySeconds: number
  /** One run at a time in all processes together; else as many as are asked for, where rows tell them what is whose. */
  isAlone: boolean
  /** Whether a run would find anything, where asking that is cheaper than a run; else it is asked for at every look. */
  isWanted?: (() => Promise<boolean>) | undefined
  run(job: JobRun): Promise<void>
}

/** Work that is the job itself: it waits in the queue until it is done, or was tried so often that somebody has to look. */
export type Errand<Data extends object = object> = {
  kind: string
  retryLimit: number
  /** Doubled after each try, up to an hour. */
  firstPauseSeconds: number
  run(data: Data, job: JobRun): Promise<void>
}
