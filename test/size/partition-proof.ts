import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { Redis } from 'ioredis'
import type { Sql } from 'postgres'
import { boardKeys } from '../../server/live/keys.ts'
import type { DrillReport } from '../drills/drill-report.ts'
import { eventually } from '../helpers/eventually.ts'
import { fillPartition, registerPeople, type Size } from './fill-partition.ts'
import { groundForSize } from './ground-for-size.ts'
import { type MeasuredContest, measuredContest, somePeople } from './measured-contest.ts'
import { openPagesOf } from './opened-pages.ts'
import { median, residentMb } from './process-facts.ts'
import { kinds, type Rates, sitTogether } from './sittings.ts'

export type PartitionProof = { seed: string; size: Size; sittings: number; rounds: number; say(line: string): void; isTimed: boolean }

const goal = 0.8
/** What a person of the full size takes on the disk, with all indexes. */
const bytesPerAnswer = 260
const mostMemory = 1.25

/**
 * Starts, saves and submissions a second in a contest with very many attempts and answers, against those in a contest without any: in the same
 * service, in turns. `isTimed` false looks only at what was done, not at how quickly.
 */
export async function partitionProof({ seed, size, sittings, rounds, say, isTimed }: PartitionProof): Promise<DrillReport> {
  const answers = size.people * size.attemptsEach * size.answersEach
  refuseWithoutRoom(answers * bytesPerAnswer, say)
  const ground = await groundForSize()
  const failures: string[] = []
  try {
    const { sql } = ground
    const [empty, full] = [await measuredContest(sql, 'trong', size.answersEach), await measuredContest(sql, 'day', size.answersEach)]
    const needed = sittings * (rounds + 1)
    await registerPeople(sql, empty, needed)
    const [inEmptyOne, firstService] = [await somePeople(sql, empty, needed), await ground.startService()]
    const shareOf = (people: readonly { token: string }[], part: number) =>
      people.slice(part * sittings, (part + 1) * sittings).map(({ token }) => token)
    await sitTogether(firstService.port, empty.roundId, shareOf(inEmptyOne, 0), size.answersEach)
    const memoryBefore = residentMb(firstService.pid)
    await firstService.end('SIGTERM')
    say(`${Math.round(memoryBefore)} MB after ${sittings} sittings, when the database held nothing else`)

    await fillPartition(sql, full, size, say)
    const inFullOne = await somePeople(sql, full, needed)
    const service = await ground.startService()
    await boardIsWhole(ground.redisUrl, full, size.people)
    say('its board is whole')
    const warmed = await sitTogether(service.port, full.roundId, shareOf(inFullOne, 0), size.answersEach)
    const memoryAfter = residentMb(service.pid)
    say(`${Math.round(memoryAfter)} MB after ${sittings} sittings, ${Math.round(warmed.save)} saves a second`)

    type Sat = Rates & { open: number }
    const [inEmpty, inFull]: [Sat[], Sat[]] = [[], []]
    const sitIn = async (contest: MeasuredContest, people: readonly { id: string; token: string }[], round: number): Promise<Sat> => {
      const present = people.slice(round * sittings, (round + 1) * sittings)
      const open = await openPagesOf(
        sql,
        contest,
        present.map(({ id }) => id),
      )
      const tokens = present.map(({ token }) => token)
      return { open, ...(await sitTogether(service.port, contest.roundId, tokens, size.answersEach)) }
    }
    for (let round = 1; round <= rounds; round += 1) {
      const one = async () => inEmpty.push(await sitIn(empty, inEmptyOne, round))
      const other = async () => inFull.push(await sitIn(full, inFullOne, round))
      for (const sit of round % 2 === 0 ? [one, other] : [other, one]) await sit()
      say(`round ${round}: empty ${inWords(inEmpty.at(-1))}, full ${inWords(inFull.at(-1))}`)
    }
    const ratios = kinds.map((kind) => ({ kind, ratio: median(inFull.map((rates) => rates[kind])) / median(inEmpty.map((rates) => rates[kind])) }))
    // when the board was made whole much has just been thrown away; what is kept shows after the rounds
    const memoryAtEnd = residentMb(service.pid)
    const memory = memoryAtEnd / memoryBefore
    if (isTimed) {
      for (const { kind, ratio } of ratios) if (ratio < goal) failures.push(`${kind} keeps ${ratio.toFixed(2)} of its rate, less than ${goal}`)
      if (memory > mostMemory) failures.push(`the process holds ${memory.toFixed(2)} times the memory`)
    }
    failures.push(
      ...(await differences(sql, empty, { sat: needed, before: 0, answersEach: size.answersEach })),
      ...(await differences(sql, full, { sat: needed, before: size.people * size.attemptsEach, answersEach: size.answersEach })),
    )
    if ((await boardSize(ground.redisUrl, full)) !== size.people) failures.push('the board does not hold everybody once')
    return {
      seed,
      failures,
      figures: {
        attempts: size.people * size.attemptsEach,
        answers,
        people: size.people,
        ofTheDatabase: await databaseSize(sql),
        rounds: `${rounds}, each ${sittings} people in each contest who start, answer ${size.answersEach} questions and submit, over 128 connections`,
        ...Object.fromEntries(
          ratios.map(({ kind, ratio }) => [
            kind,
            `${ratio.toFixed(2)} of the rate on an empty partition (goal ${goal}), ${ratesInWords(inEmpty, inFull, kind)}`,
          ]),
        ),
        // who has ten earlier attempts waits for them to come from the disk, who has none does not: shown, not judged
        pagesOpenedBefore: `${median(inFull.map(({ open }) => open)).toFixed(0)} to ${median(inEmpty.map(({ open }) => open)).toFixed(0)} a second: people are told of their earlier attempts`,
        memory: `${memory.toFixed(2)} of what the process holds without them (${Math.round(memoryAtEnd)} MB to ${Math.round(memoryBefore)} MB), ${Math.round(memoryAfter)} MB just after its board was made`,
      },
    }
  } finally {
    await ground.close()
  }
}

/** Every sitting was one attempt, with every answer, and counts in the standing of its person. */
async function differences(
  sql: Sql,
  { contestId, roundId, settings }: MeasuredContest,
  { sat, before, answersEach }: { sat: number; before: number; answersEach: number },
): Promise<string[]> {
  const [row] = await sql<{ attempts: number; answers: number; open: number; unscored: number }[]>`
    select count(*)::integer as attempts, count(*) filter (where state = 'open')::integer as open, count(*) filter (where key_number is null)::integer as unscored,
      (select count(*) from answer_log where contest_id = ${contestId})::float8 as answers from attempts where contest_id = ${contestId}`
  const [wrong] = await sql<{ standings: number; count: number }[]>`
    select count(*)::integer as count, count(*) filter (where (s.score_thousandths, s.attempts_used) is distinct from (a.best, a.used))::integer as standings
    from (select contestant_id, max(score_thousandths) as best, count(*) as used from attempts where contest_id = ${contestId} group by contestant_id) a
    left join standings s on s.contest_id = ${contestId} and s.round_id = ${roundId} and s.projection = 'official' and s.contestant_id = a.contestant_id`
  const failures: string[] = []
  const expect = (what: string, found: number | undefined, expected: number) => {
    if (found !== expected) failures.push(`contest ${contestId} (${settings.counts}): ${found} ${what}, ${expected} were made`)
  }
  expect('attempts', row?.attempts, before + sat)
  expect('answers', row?.answers, (before + sat) * answersEach)
  expect('open attempts', row?.open, 0)
  expect('attempts without a score', row?.unscored, 0)
  expect('standings that differ from their attempts', wrong?.standings, 0)
  return failures
}

async function boardIsWhole(redisUrl: string, board: MeasuredContest, people: number): Promise<void> {
  await eventually('the board holds everybody', async () => (await boardSize(redisUrl, board)) === people, 600_000)
}

async function boardSize(redisUrl: string, { contestId, roundId }: MeasuredContest): Promise<number> {
  const redis = new Redis(redisUrl)
  try {
    return await redis.zcard(boardKeys({ contestId, roundId, projection: 'official' }).board)
  } finally {
    redis.disconnect()
  }
}

async function databaseSize(sql: Sql): Promise<string> {
  const [row] = await sql<{ size: string }[]>`select pg_size_pretty(pg_database_size(current_database())) as size`
  return row?.size ?? ''
}

function refuseWithoutRoom(neededBytes: number, say: (line: string) => void): void {
  const { bavail, bsize } = statfsSync(tmpdir())
  const gigabytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GB`
  say(`${gigabytes(neededBytes)} are needed in ${tmpdir()}, ${gigabytes(bavail * bsize)} are free`)
  if (bavail * bsize < neededBytes * 1.2) throw new Error('there is too little room on the disk: set TMPDIR to a folder that has it')
}

const inWords = (rates: Rates | undefined) => kinds.map((kind) => `${Math.round(rates?.[kind] ?? 0)} ${kind}`).join(' ')
const ratesInWords = (inEmpty: Rates[], inFull: Rates[], kind: keyof Rates) =>
  `${Math.round(median(inFull.map((rates) => rates[kind])))} to ${Math.round(median(inEmpty.map((rates) => rates[kind])))} a second`
