import fc from 'fast-check'
import type { Sql } from 'postgres'
import { beforeAll, expect, test } from 'vitest'
import type { Cumulative } from '../../server/contract/contest-rules.ts'
import { foldNames, type RankingRule, rankingKeyNames } from '../../server/contract/ranking.ts'
import { connectDatabase, type Database } from '../../server/database/client.ts'
import { usualRules } from '../../server/features/contests/round-settings.ts'
import { decodeMember, encodeMember } from '../../server/features/standings/board-member.ts'
import { type FoldedAttempt, type FoldedPerson, foldAttempts, foldRounds } from '../../server/features/standings/fold-attempts.ts'
import type { RoundFolding } from '../../server/features/standings/folds.ts'
import { comparePlaces, type PlaceBy, placeByOf, type Ranked, rankingKeys, rulesInForce } from '../../server/features/standings/ranking.ts'
import { createStandingsStore, type StandingRow, type StandingsStore } from '../../server/features/standings/standings-store.ts'
import { addUnits } from '../../server/features/units/add-units.ts'
import { createMemoryLiveState } from '../../server/live/memory/memory-live-state.ts'
import { afterFile } from '../helpers/after-file.ts'
import { freshDatabase } from '../helpers/databases.ts'

// few values, so that every key ties often
const few = fc.integer({ min: 0, max: 2 })
const anAttempt = fc.record({
  scoreThousandths: fc.integer({ min: -1, max: 3 }),
  prediction: fc.option(few),
  durationMs: few,
  readingFloorMs: few,
  submittedAtMs: few.map((ms) => 1_800_000_000_000 + ms * 1_000),
  startedAtMs: few.map((ms) => 1_799_999_000_000 + ms * 1_000),
})
type Drawn = Pick<FoldedAttempt, 'scoreThousandths' | 'prediction' | 'durationMs' | 'readingFloorMs' | 'submittedAtMs' | 'startedAtMs'>
const aPerson = fc.record({
  attempts: fc.array(anAttempt, { minLength: 1, maxLength: 4 }),
  registeredAtMs: few.map((ms) => 1_790_000_000_000 + ms),
  bornDay: fc.option(few),
})
type DrawnPerson = FoldedPerson & { attempts: Drawn[] }

const someRules = (folds: readonly RankingRule['over'][]): fc.Arbitrary<RankingRule[]> =>
  fc
    .shuffledSubarray([...rankingKeyNames], { minLength: 1 })
    .chain((keys) =>
      fc.tuple(
        ...keys.map((key) =>
          rankingKeys[key].of === 'attempt' && key !== 'predictionGap'
            ? fc.constantFrom(...folds).map((over): RankingRule => (over ? { key, over } : { key }))
            : fc.constant<RankingRule>({ key }),
        ),
      ),
    )
const places = fc.constantFrom('shared' as const, 'unique' as const)
const roundRules = fc.record({
  counts: fc.constantFrom('best' as const, 'first' as const, 'last' as const, 'sum' as const, 'mean' as const),
  ranking: someRules([undefined, ...foldNames]),
  places,
  prediction: fc.option(fc.constantFrom('counting' as const, 'first' as const, 'last' as const).map((attempt) => ({ attempt }))),
})
const cumulativeRules: fc.Arbitrary<Cumulative> = fc.record({
  counts: fc.constantFrom('sum' as const, 'mean' as const),
  bestRounds: fc.option(fc.integer({ min: 1, max: 3 })),
  ranking: someRules([undefined, ...foldNames]),
  places,
})

const mostThousandths = 3
const truth = 1
const closing = afterFile()
let database: Database
let sql: Sql
let store: StandingsStore
let contestId = 0

beforeAll(async () => {
  database = connectDatabase(await freshDatabase(closing), { poolSize: 4, name: 'folding' })
  closing(() => database.close())
  sql = database.sql
  store = createStandingsStore(database)
  await sql.begin((transaction) => addUnits(transaction, [{ code: 'T', name: 'Tỉnh', parentCode: null }]))
})

test('rules in words, PostgreSQL and the live board make one order of random attempts with ties in every key', async () => {
  await fc.assert(
    fc.asyncProperty(roundRules, fc.array(aPerson, { minLength: 2, maxLength: 12 }), async (rules, people) => {
      const stage = await seed([people])
      const [roundId = 0] = stage.roundIds
      const rows = await store.begin((transaction) => store.foldRound(transaction, { contestId, roundId, version: 1, rules }, stage.ids))
      const inForce = rulesInForce(rules.ranking, rules.places)
      const told = people.map((person, index) => toldOf(rules, person, stage.ids[index] as string, inForce))
      await expectOneOrder({ contestId, roundId, projection: 'official' }, rows, told)
    }),
    { numRuns: 120 },
  )
})

test('so they do over the rounds of a contest', async () => {
  await fc.assert(
    fc.asyncProperty(
      roundRules,
      cumulativeRules,
      fc.array(
        fc.tuple(
          aPerson,
          fc.option(fc.array(anAttempt, { minLength: 1, maxLength: 2 })),
          fc.option(fc.array(anAttempt, { minLength: 1, maxLength: 2 })),
        ),
        {
          minLength: 2,
          maxLength: 8,
        },
      ),
      async (rules, cumulative, drawn) => {
        const people = drawn.map(([person, second, third]) => ({ ...person, byRound: [person.attempts, second ?? [], third ?? []] }))
        const rounds = [0, 1, 2].map((round) => people.map((person) => ({ ...person, attempts: person.byRound[round] as Drawn[] })))
        const stage = await seed(rounds)
        const rows = await store.begin(async (transaction) => {
          for (const roundId of stage.roundIds) await store.foldRound(transaction, { contestId, roundId, version: 1, rules }, stage.ids)
          return store.foldContest(transaction, { contestId, version: 1, rules: cumulative }, stage.ids)
        })
        const inForce = rulesInForce(cumulative.ranking, cumulative.places)
        const told = people.map((person, index) => {
          const ofRounds = stage.roundIds.flatMap((roundId, round) => {
            const attempts = person.byRound[round] as Drawn[]
            return attempts.length === 0 ? [] : [{ ...foldAttempts(rules, numbered(attempts), person, truth), roundId, opensAtMs: opensAtMs(round) }]
          })
          return { id: stage.ids[index] as string, placeBy: placeByOf(inForce, foldRounds(cumulative, ofRounds, person)) }
        })
        await expectOneOrder({ contestId, roundId: 0, projection: 'official' }, rows, told)
      },
    ),
    { numRuns: 80 },
  )
})

test('whoever has no scored attempt left keeps a row without a place, and leaves the boards', async () => {
  const person = { attempts: [aDrawn()], registeredAtMs: 1, bornDay: null }
  const stage = await seed([[person]])
  const [roundId = 0] = stage.roundIds
  const fold = () =>
    store.begin((transaction) => store.foldRound(transaction, { contestId, roundId, version: 1, rules: { ...usualRules } }, stage.ids))
  const [first] = await fold()
  expect(first).toMatchObject({ version: 1, placeBy: expect.any(Array) })
  await sql`update attempts set state = 'voided' where contest_id = ${contestId}`
  const [emptied] = await fold()
  expect(emptied).toMatchObject({ version: 2, placeBy: null, contestantId: first?.contestantId })
  expect(await store.size({ contestId, roundId, projection: 'official' })).toBe(0)
  expect(await store.top({ contestId, roundId, projection: 'official' }, 10)).toEqual([])
  // and comes back as it was
  await sql`update attempts set state = 'submitted' where contest_id = ${contestId}`
  const [back] = await fold()
  expect(back).toMatchObject({ version: 3, placeBy: first?.placeBy })
})

type Told = { id: string; placeBy: PlaceBy }

function toldOf(rules: RoundFolding, person: DrawnPerson, id: string, inForce: readonly RankingRule[]): Told {
  return { id, placeBy: placeByOf(inForce, foldAttempts(rules, numbered(person.attempts), person, truth) satisfies Ranked) }
}

/** What the rules say of each person, what PostgreSQL made of it and ordered, and what a board shows. */
async function expectOneOrder(
  board: { contestId: number; roundId: number; projection: 'official' },
  rows: readonly StandingRow[],
  told: readonly Told[],
) {
  const official = rows.filter((row) => row.projection === 'official')
  expect(new Map(official.map((row) => [row.contestantId, row.placeBy]))).toEqual(new Map(told.map(({ id, placeBy }) => [id, placeBy])))
  const byRule = told.toSorted((a, b) => comparePlaces(a.placeBy, b.placeBy) || (a.id < b.id ? -1 : 1))
  expect((await store.top(board, 100)).map((row) => row.contestantId)).toEqual(byRule.map(({ id }) => id))
  const live = createMemoryLiveState({ ceiling: 1_000 })
  async function* standings() {
    yield told.map(({ id, placeBy }) => ({ entrantId: id, version: 1, member: encodeMember(placeBy, id), unitIds: [1] }))
  }
  await live.boards.rebuild(board, standings(), 'mark')
  const shown = await live.boards.page(board, 0, 100)
  expect(shown.map(({ member }) => decodeMember(member).entrantId)).toEqual(byRule.map(({ id }) => id))
  const placeOf = ({ placeBy }: Told) => told.filter((other) => comparePlaces(other.placeBy, placeBy) < 0).length + 1
  expect(shown.map(({ place }) => place)).toEqual(byRule.map(placeOf))
}

function aDrawn(): Drawn {
  return { scoreThousandths: 1, prediction: null, durationMs: 1, readingFloorMs: 0, submittedAtMs: 1_800_000_000_000, startedAtMs: 1_799_999_000_000 }
}

function numbered(attempts: readonly Drawn[]): FoldedAttempt[] {
  return attempts.map((attempt, index) => ({ ...attempt, id: '', attemptNo: index + 1, unitId: 1, mostThousandths }))
}

function opensAtMs(round: number): number {
  return 1_700_000_000_000 + round * 1_000_000
}

/** A contest of its own with these people, and for each round what they sat in it. */
async function seed(rounds: readonly (readonly DrawnPerson[])[]): Promise<{ roundIds: number[]; ids: string[] }> {
  const [contest] = await sql<{ id: number }[]>`
    insert into contests (slug, title, organizer, summary, rules, consents, unit_levels, allowed_origins, settings)
    values (${`c${contestId + 1}`}, '', '', '', '[]', '[]', '[]', '[]', '{}') returning id`
  contestId = contest?.id ?? 0
  const roundIds: number[] = []
  for (const [index] of rounds.entries()) {
    const [round] = await sql<{ id: number }[]>`
      insert into rounds (contest_id, title, opens_at, closes_at, prediction_truth) values (${contestId}, '', ${new Date(opensAtMs(index))}, now(), ${truth}) returning id`
    await sql`insert into round_versions (contest_id, round_id, version, settings) values (${contestId}, ${round?.id ?? 0}, 1, ${sql.json({ isPractice: false })})`
    roundIds.push(round?.id ?? 0)
  }
  const people = rounds[0] ?? []
  const ids = people.map(() => crypto.randomUUID())
  await sql`insert into contestants ${sql(
    people.map(({ registeredAtMs, bornDay }, index) => ({
      contest_id: contestId,
      id: ids[index] as string,
      action_id: crypto.randomUUID(),
      request_digest: Buffer.alloc(1),
      seed: Buffer.alloc(16),
      unit_id: 1,
      device: 'device',
      consents: sql.json([]),
      registered_at: new Date(registeredAtMs),
      born_on: bornDay === null ? null : new Date(bornDay * 86_400_000).toISOString().slice(0, 10),
    })) as never,
  )}`
  const attempts = rounds.flatMap((ofRound, round) =>
    ofRound.flatMap((person, index) =>
      person.attempts.map((attempt, at) => ({
        contest_id: contestId,
        id: crypto.randomUUID(),
        round_id: roundIds[round] as number,
        contestant_id: ids[index] as string,
        unit_id: 1,
        attempt_no: at + 1,
        round_version: 1,
        question_count: 1,
        state: 'submitted',
        start_action_id: crypto.randomUUID(),
        device: 'device',
        started_at: new Date(attempt.startedAtMs),
        deadline_at: new Date(attempt.submittedAtMs),
        accepts_until: new Date(attempt.submittedAtMs),
        closed_at: new Date(attempt.submittedAtMs),
        receipt_code: 'CODE',
        key_number: 0,
        score_thousandths: attempt.scoreThousandths,
        most_thousandths: mostThousandths,
        duration_ms: attempt.durationMs,
        reading_floor_ms: attempt.readingFloorMs,
        prediction: attempt.prediction,
      })),
    ),
  )
  if (attempts.length > 0) await sql`insert into attempts ${sql(attempts as never)}`
  return { roundIds, ids }
}
