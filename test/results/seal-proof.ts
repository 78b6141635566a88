import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { seedScoredAttempts } from '../attempts/seed-scored-attempts.ts'
import { questionCount, seedDrillContest } from '../drills/drill-contest.ts'
import { prepareGround } from '../drills/drill-ground.ts'
import type { DrillReport } from '../drills/drill-report.ts'
import { logInAsOwner } from '../drills/drill-staff.ts'
import { eventually } from '../helpers/eventually.ts'
import { call } from '../helpers/participant.ts'
import type { ServiceProcess } from '../helpers/service-process.ts'
import { residentMb } from '../size/process-facts.ts'
import { askForSeal } from './ask-for-seal.ts'

export type SealProof = { seed: string; size: number; say(line: string): void; isTimed: boolean }

const patienceMs = 3_600_000
/** "A few minutes", where the time is asked for at all. */
const mostSeconds = 300

/** A contest with very many attempts is sealed, and its board taken as a file: how long each takes, and what the process needs for it. */
export async function sealProof({ seed, size, say, isTimed }: SealProof): Promise<DrillReport> {
  const ground = await prepareGround()
  const failures: string[] = []
  const { sql } = ground
  try {
    const contest = await seedDrillContest(sql, 1)
    await seedScoredAttempts(sql, contest, size, say)
    // scores and standings as the service makes them, not as they were planted; and the contest is long over
    await sql`delete from standings`
    await sql`
      update attempts set key_number = null, score_thousandths = null, answer_digest = null, settled_at = now() - interval '10 seconds',
        started_at = date_trunc('milliseconds', started_at), deadline_at = date_trunc('milliseconds', deadline_at), closed_at = date_trunc('milliseconds', closed_at)`
    await sql`update rounds set opens_at = now() - interval '40 days', closes_at = now() - interval '30 days', freezes_at = null`
    await sql`vacuum analyze attempts`
    const service = await ground.startService()
    await eventually(
      'everything is scored',
      async () => (await sql`select 1 from attempts where key_number is null limit 1`).length === 0,
      patienceMs,
    )
    say('every attempt is scored')
    const owner = staffAt(service, await logInAsOwner(service.origin, ground.dataDir))
    const base = `/contests/${contest.slug}`

    const [before, began] = [residentMb(service.pid), performance.now()]
    const asked = await askForSeal({ owner, base }, undefined, randomUUID())
    if (asked.status !== 202) throw new Error(JSON.stringify(asked.body))
    const seal = await eventually(
      'the seal is made',
      async () => {
        const [row] = await sql<{ state: string; problem: string | null; bytes: number }[]>`
          select state, problem, coalesce((manifests->'full'->>'bytes')::integer, 0) as bytes from result_seals`
        return row?.state !== 'waiting' && row
      },
      patienceMs,
    )
    const seconds = (performance.now() - began) / 1_000
    const peak = peakMb(service)
    say(`sealed in ${seconds.toFixed(1)} s`)
    if (seal.state !== 'sealed') failures.push(`the seal was not made: ${seal.problem}`, service.stdout().slice(-2_000))
    if (isTimed && seconds > mostSeconds) failures.push(`sealing took ${seconds.toFixed(0)} s, more than ${mostSeconds}`)

    const files = await Promise.all(
      ['csv', 'xlsx'].map((format) => taken(service, owner.headers, `${base}/seals/1/standings-file?roundId=1&format=${format}`)),
    )
    const [row] = await sql<{ people: number }[]>`select count(*)::integer as people from sealed_places`
    const lines = files[0]?.lines ?? 0
    if (lines < (row?.people ?? 0)) failures.push(`${row?.people} places were sealed, the file has ${lines} lines`)
    say('the board is taken as files')
    return {
      seed,
      failures,
      figures: {
        attempts: size,
        answers: size * questionCount,
        places: row?.people ?? 0,
        sealedIn: `${seconds.toFixed(1)} s, ${Math.round(size / seconds)} attempts a second: written in two editions, verified anew, signed`,
        memory: `${before.toFixed(0)} MB before, at most ${peak} MB while it was sealed, at most ${peakMb(service)} MB after both files were taken`,
        fullBundle: `${(seal.bytes / 1_048_576).toFixed(1)} MB`,
        standingsFile: files
          .map(({ bytes, took }) => `${(bytes / 1_048_576).toFixed(1)} MB in ${took.toFixed(1)} s`)
          .join(' (.csv), ')
          .concat(' (.xlsx)'),
      },
    }
  } finally {
    await ground.close()
  }
}

function staffAt({ origin }: ServiceProcess, cookie: string) {
  const headers = { cookie, 'x-hoithi': '1' }
  return {
    headers,
    ask: <Body>(method: string, path: string, body?: unknown) =>
      call<Body>(origin, method, `/api/v1/staff${path}`, { headers, ...(body === undefined ? {} : { body }) }),
  }
}

/** Read as it comes and thrown away: only the service's own memory is of interest. */
async function taken({ origin }: ServiceProcess, headers: Record<string, string>, path: string) {
  const began = performance.now()
  const response = await fetch(`${origin}/api/v1/staff${path}`, { headers })
  let [bytes, lines] = [0, 0]
  for await (const piece of response.body ?? []) {
    bytes += piece.length
    for (const byte of piece) if (byte === 10) lines += 1
  }
  return { bytes, lines, took: (performance.now() - began) / 1_000 }
}

function peakMb({ pid }: ServiceProcess): number {
  return Math.round(Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/)?.[1]) / 1_024)
}
