import { openPages } from '../../server/boot/open-pages.ts'
import { startPortal } from '../../server/demo/portal-server.ts'
import { freePort } from './free-port.ts'
import { startTestApp } from './test-app.ts'
import { seedContest } from './test-contest.ts'

type Closing = (close: () => Promise<void>) => void
export type ContestStage = Awaited<ReturnType<typeof openContestStage>>

/** The service with its built pages, one contest, and a portal on another origin that embeds it. */
export async function openContestStage(
  closing: Closing,
  contestOptions: Parameters<typeof seedContest>[1] = {},
  environment: Record<string, string> = {},
) {
  openPages(() => {})
  const running = await startTestApp({ environment }, closing)
  // the database was copied from one that may be old enough to look like an outage: nothing is to be held here
  await running.app.features.serviceState.beat(0)
  const port = await freePort()
  const portal = `http://localhost:${port}`
  const contest = await seedContest(running, { ...contestOptions, allowedOrigins: [portal, ...(contestOptions.allowedOrigins ?? [])] })
  const { close } = await startPortal({ host: 'localhost', port, server: running.origin, contest: contest.slug })
  closing(close)
  await running.app.features.reconciler.run()
  const { sql } = running.database
  return {
    ...running,
    contest,
    portal,
    fullPage: `${running.origin}/c/${contest.slug}`,
    sql,
    /** The answer log of the only attempt there is, in its order. */
    tapsInLog: async () => [...(await sql<{ question: number; answer: string }[]>`select question, answer from answer_log order by attempt_id, tap`)],
    attempts: async () => [...(await sql<AttemptFact[]>`select id, state, score_thousandths as score, answered_count as answered from attempts`)],
  }
}

type AttemptFact = { id: string; state: string; score: number | null; answered: number | null }
