import { readFile } from 'node:fs/promises'
import { prepareGround } from '../drills/drill-ground.ts'
import type { DrillOptions, DrillReport } from '../drills/drill-report.ts'
import { faultsOf } from '../drills/kill-drill.ts'
import { lastingPort } from '../drills/lasting-port.ts'
import { fuzzOpenapi } from './openapi-fuzz.ts'

const requests = 100_000

/** The real service in a process of its own, with PostgreSQL and Redis, on the demonstration contest. */
export async function openapiFuzzProof({ seed, say }: DrillOptions): Promise<DrillReport> {
  const ground = await prepareGround()
  try {
    const { sql } = ground
    const service = await ground.startService({ DEMO: 'yes', TRUSTED_PROXIES: 'loopback', PORTAL_PORT: String(await lastingPort()) })
    const [round] = await sql<{ slug: string; roundId: number }[]>`
      select c.slug, r.id as "roundId" from contests c join rounds r on r.contest_id = c.id where now() between r.opens_at and r.closes_at limit 1`
    const [leaf] = await sql<
      { id: number; above: number }[]
    >`select id, parent_id as above from units u where parent_id is not null and not exists (select from units b where b.parent_id = u.id) limit 1`
    const contest = { slug: round?.slug ?? '', roundId: round?.roundId ?? 0, unitIds: { C1: leaf?.id ?? 0, X1: leaf?.above ?? 0 } }
    const { failures, figures } = await fuzzOpenapi({ origin: service.origin, sql, contest, seed, requests, say })
    const memoryMb = Math.round((await peakOf(service.pid)) / 1024)
    if (!service.isRunning()) failures.push(`the service ended: ${service.stderr().slice(-1_000)}`)
    return { seed, failures: [...failures, ...faultsOf(service)], figures: { ...figures, peakMemoryMb: memoryMb } }
  } finally {
    await ground.close()
  }
}

async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0)
}
