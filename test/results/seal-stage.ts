import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Edition } from '../../server/results-verifier/bundle-format.ts'
import { logInAs, type Staff } from '../helpers/staff.ts'
import type { ContestTable } from '../rules/contests/contest-table.ts'
import { type Played, playContest } from '../rules/contests/play-contest.ts'

export type SealStage = Played & { owner: Staff; base: string }

/** A contest that was played to its end, and an official who may seal it. */
export async function openSealStage(table: ContestTable, closeWhen?: (close: () => Promise<void>) => void): Promise<SealStage> {
  const played = await playContest(table, closeWhen)
  const owner = await logInAs(played.running, 'owner')
  return { ...played, owner, base: `/contests/${played.slug}` }
}

export async function bundleOf({ running, owner, base }: SealStage, edition: Edition, number = 1): Promise<Buffer> {
  const response = await fetch(`${running.origin}/api/v1/staff${base}/seals/${number}/${edition}-bundle`, { headers: owner.headers })
  if (response.status !== 200) throw new Error(await response.text())
  return Buffer.from(await response.arrayBuffer())
}

/** Bytes as a file on the disk, for as long as the test runs. */
export async function asFile(bytes: Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hoithi-bundle-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'bundle.tar.gz')
  writeFileSync(path, bytes)
  return path
}
