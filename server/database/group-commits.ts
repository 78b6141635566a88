import { createGroupCommit, type GroupCommit, type GroupCommitOptions } from './group-commit.ts'

/** One group-commit writer for each contest or round: a batch then names it once, and contests do not wait for each other. */
export type GroupCommits<Request, Result> = {
  submit(group: string, request: Request): Promise<Result>
  drain(): Promise<void>
  queued(): number
}

export function createGroupCommits<Request, Result>(options: GroupCommitOptions<Request, Result>): GroupCommits<Request, Result> {
  const writers = new Map<string, GroupCommit<Request, Result>>()
  return {
    submit(group, request) {
      let writer = writers.get(group)
      if (!writer) {
        writer = createGroupCommit(options)
        writers.set(group, writer)
      }
      return writer.submit(request)
    },
    async drain() {
      await Promise.all([...writers.values()].map((writer) => writer.drain()))
    },
    queued: () => [...writers.values()].reduce((sum, writer) => sum + writer.queued, 0),
  }
}
