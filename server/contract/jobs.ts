import { type Static, Type } from 'typebox'
import { Timestamp } from './primitives.ts'

const Count = Type.Integer({ minimum: 0 })
const Maybe = <Of extends Parameters<typeof Type.Union>[0][number]>(of: Of) => Type.Union([of, Type.Null()])

export const JobKindParams = Type.Object({ jobKind: Type.String({ pattern: '^[a-z-]{1,40}$' }) })

const RunningJob = Type.Object({
  since: Timestamp,
  done: Maybe(Count),
  total: Maybe(Count),
})

const FailedJob = Type.Object({
  id: Type.String({ format: 'uuid' }),
  failedAt: Timestamp,
  tries: Count,
  error: Maybe(Type.String()),
})

export const JobKindView = Type.Object({
  kind: Type.String(),
  where: Type.Enum(['one process', 'shared', 'every process'], {
    description: 'One process at a time; several, each with its part; or beside the queue in each process',
  }),
  everySeconds: Maybe(Type.Number({ description: 'Null: only when it is sent' })),
  counts: Type.Object(
    { waiting: Count, retrying: Count, running: Count, done: Count, failed: Count },
    { description: 'As far as the queue remembers' },
  ),
  running: Type.Array(RunningJob),
  lastFinishedAt: Maybe(Timestamp),
  tookMs: Maybe(Count),
  failures: Type.Integer({ description: 'Since it last succeeded' }),
  lastFailedAt: Maybe(Timestamp),
  error: Maybe(Type.String({ description: 'The kind of trouble, and where in the program' })),
  nextAt: Maybe(Timestamp),
  failed: Type.Array(FailedJob, { description: 'The newest that were given up' }),
})
export type JobKindView = Static<typeof JobKindView>
export const JobList = Type.Object({ jobs: Type.Array(JobKindView) })
export type JobList = Static<typeof JobList>

export const JobRetry = Type.Object(
  { jobId: Type.Optional(Type.String({ format: 'uuid', description: 'One of those that failed; without it all of them' })) },
  { additionalProperties: false },
)
export type JobRetry = Static<typeof JobRetry>
export const JobsRetried = Type.Object({ retried: Count })
