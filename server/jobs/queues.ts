import type { PgBoss, Queue } from 'pg-boss'
import type { Duty, Errand } from './job-kind.ts'

/** A process that says nothing for so long has died: its job goes to another one. */
const heartbeatSeconds = 15
/** No job may take longer than this, however alive its process is. */
const longestRunSeconds = 6 * 3_600
const hourSeconds = 3_600
const daySeconds = 24 * hourSeconds

const common = { heartbeatSeconds, expireInSeconds: longestRunSeconds, retryBackoff: true, notify: true } as const

/** The queue of a duty: its runs are soon forgotten, for what is to be done stands elsewhere. */
const queueOfDuty = ({ kind, everySeconds, isAlone }: Duty): Queue => ({
  ...common,
  name: kind,
  policy: isAlone ? 'exclusive' : 'standard',
  retryLimit: 5,
  retryDelay: 5,
  retryDelayMax: 60,
  deleteAfterSeconds: Math.max(hourSeconds, 2 * everySeconds),
})

/** The queue of an errand: one that failed for good waits two weeks for somebody to look. */
const queueOfErrand = ({ kind, retryLimit, firstPauseSeconds }: Errand<never>): Queue => ({
  ...common,
  name: kind,
  policy: 'standard',
  retryLimit,
  retryDelay: firstPauseSeconds,
  retryDelayMax: hourSeconds,
  deleteAfterSeconds: 14 * daySeconds,
  retentionSeconds: 60 * daySeconds,
})

/** Makes what is missing and changes what this version wants otherwise; usually that is one question and nothing to do. */
export async function ensureQueues(boss: PgBoss, duties: readonly Duty[], errands: readonly Errand<never>[]): Promise<void> {
  const known = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]))
  for (const wanted of [...duties.map(queueOfDuty), ...errands.map(queueOfErrand)]) {
    const { name, policy, ...options } = wanted
    const found = known.get(name)
    if (!found) await boss.createQueue(name, { policy, ...options } as Omit<Queue, 'name'>)
    else if (Object.entries(options).some(([option, value]) => found[option as keyof Queue] !== value)) await boss.updateQueue(name, options)
  }
}
