import { setTimeout as after } from 'node:timers/promises'

/** The database has said nothing for so long that nobody should wait on. */
export class DatabaseSilent extends Error {
  readonly doing: string
  constructor(doing: string) {
    super(`no answer while ${doing}`)
    this.doing = doing
  }
}

export type SilenceWatch = { heard(doing: string): void }

/** Fails when nothing is heard for so long: a command that an operator runs at night must end with a sentence, whatever it waits for. */
export async function unlessSilent<Result>(patienceMs: number, work: (watch: SilenceWatch) => Promise<Result>): Promise<Result> {
  let [said, doing] = [0, '']
  const done = new AbortController()
  const listen = async (): Promise<never> => {
    for (;;) {
      const before = said
      await after(patienceMs, undefined, { signal: done.signal })
      if (said === before) throw new DatabaseSilent(doing)
    }
  }
  const heard = (now: string) => {
    said += 1
    doing = now
  }
  try {
    return await Promise.race([work({ heard }), listen()])
  } finally {
    done.abort()
  }
}
